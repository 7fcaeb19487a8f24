"""Spirals and functions of one number: are they what they are said to be?"""

import pytest
import torch
from scipy.signal import sawtooth
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from helpers.data.points import FUNCTIONS, corner, on_line, spiral, tents


def test_no_line_parts_the_arms_but_neighbours_do():
    """Does a linear classifier fail where the nearest neighbour succeeds?"""
    known, fresh = spiral(600, seed=1), spiral(600, seed=2)
    linear = LogisticRegression().fit(known.x, known.y).score(fresh.x, fresh.y)
    nearest = KNeighborsClassifier(1).fit(known.x, known.y).score(fresh.x, fresh.y)
    assert linear < 0.75
    assert nearest > 0.95


@pytest.mark.parametrize("arms", [2, 3, 5])
def test_each_arm_is_the_first_one_turned(arms):
    """Without noise: does turning an arm by its share of the circle lay it on the curve of the first one?"""
    points = spiral(400, arms=arms, noise=0, seed=3)
    radius = points.x.norm(dim=1)
    angle = torch.atan2(points.x[:, 1], points.x[:, 0])
    expected = 2 * torch.pi * (1.25 * radius / 2 + points.y / arms)
    assert torch.allclose((angle - expected).cos(), torch.ones(400), atol=1e-4)
    assert points.y.bincount().tolist() == [400 // arms + (arm < 400 % arms) for arm in range(arms)]
    assert 0.2 <= radius.min() <= radius.max() <= 2 + 1e-5


def test_a_seed_is_a_spiral_and_leaves_torch_alone():
    """Does the same seed give the same points, another one others, and does torch's own generator stay put?"""
    before = torch.get_rng_state()
    same = torch.equal(spiral(50, seed=4).x, spiral(50, seed=4).x)
    other = torch.equal(spiral(50, seed=4).x, spiral(50, seed=5).x)
    assert (same, other) == (True, False)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize(("count", "arms"), [(1, 2), (10, 1)])
def test_an_impossible_spiral_says_what_to_choose(count, arms):
    """Is a spiral without a point for each of two arms refused with a way out?"""
    with pytest.raises(ValueError, match="at least two arms"):
        spiral(count, arms=arms)


@pytest.mark.parametrize("folds", [1, 2, 3, 5])
def test_tents_are_a_triangle_wave(folds):
    """Do folds of the tent give the triangle wave with 2^(folds − 1) teeth, as SciPy draws it?"""
    x = torch.linspace(-1, 1, 1001, dtype=torch.float64)
    teeth = 2 ** (folds - 1)
    oracle = (sawtooth(torch.pi * teeth * (x.numpy() + 1), width=0.5) + 1) / 2
    assert torch.allclose(tents(x, folds), torch.from_numpy(oracle), atol=1e-9)


def test_two_relus_are_a_corner():
    """Is the corner the sum of two ReLUs, as the lesson says?"""
    x = torch.linspace(-1, 1, 101)
    assert torch.allclose(torch.relu(x - 0.25) + torch.relu(0.25 - x), corner(x))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_sampled_evenly_and_exactly(name):
    """Are the values the function's own, and is noise as wide as asked?"""
    exact, noisy = on_line(FUNCTIONS[name], 2001), on_line(FUNCTIONS[name], 2001, noise=0.1, seed=1)
    assert exact.x.shape == exact.y.shape == (2001, 1)
    assert (exact.x[0].item(), exact.x[-1].item(), len(exact)) == (-1, 1, 2001)
    assert torch.equal(exact.y, FUNCTIONS[name](exact.x))
    assert (noisy.y - exact.y).std().item() == pytest.approx(0.1, rel=0.1)
