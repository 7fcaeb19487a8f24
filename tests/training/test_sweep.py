"""Many networks in one go: does each become what it would have become alone?"""

from itertools import product

import pytest
import torch
from torch.nn.functional import cross_entropy, mse_loss

from helpers.data.points import on_line, spiral, wave
from helpers.models.mlp import mlp
from helpers.training.sweep import Sweep

GRID = [(width,) * depth for depth, width in product((1, 2, 4, 6), (1, 4, 16))] + [(5, 9), (9, 5, 3)]
SEEDS = list(range(len(GRID)))


def alone(sizes, activation, seed, data, steps, lr, dtype, batch=None, order=0):
    """The oracle: one network in torch's own layers, trained by itself with torch's own Adam."""
    net = mlp(sizes, activation, seed).to(dtype)
    optimiser = torch.optim.Adam(net.parameters(), lr)
    draw = torch.Generator().manual_seed(order)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = lr * (1 - step / steps)
        rows = slice(None) if batch is None else torch.randint(len(data), (batch,), generator=draw)
        said, y = net(data.x[rows].to(dtype)), data.y[rows]
        loss = cross_entropy(said, y) if y.dtype == torch.long else mse_loss(said, y.to(dtype))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return net


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_each_network_becomes_what_it_would_have_become_alone(activation):
    """Same start, same 200 steps: do 14 networks of all sizes, trained as one, say what each says trained by itself?"""
    data, fresh = spiral(200, seed=1), spiral(300, seed=2).x.double()
    together = Sweep(GRID, activation=activation, seeds=SEEDS, dtype=torch.float64).fit(data, 200, 0.02)
    said = together.predict(fresh)
    for i, sizes in enumerate(together.sizes):
        lonely = alone(sizes, activation, SEEDS[i], data, 200, 0.02, torch.float64)
        assert torch.allclose(said[i], lonely(fresh), atol=1e-5, rtol=0), sizes
        assert torch.allclose(said[i], together.network(i)(fresh), atol=1e-10), sizes


def test_single_precision_agrees_too_as_long_as_rounding_stays_small():
    """In float32, 40 steps on: do the shares differ by less than 1e-5?"""
    data, fresh = spiral(200, seed=1), spiral(300, seed=2).x
    together = Sweep(GRID, seeds=SEEDS).fit(data, 40, 0.02)
    for i, sizes in enumerate(together.sizes):
        lonely = alone(sizes, "relu", SEEDS[i], data, 40, 0.02, torch.float32)
        assert torch.allclose(together.predict(fresh)[i].softmax(1), lonely(fresh).softmax(1), atol=1e-5, rtol=0), sizes


def test_batches_and_functions_work_the_same_way():
    """With random batches and a function to fit: still what each would be alone, and is the error torch's own?"""
    data = on_line(wave, 80, noise=0.1, seed=3)
    grid = [(3,), (8, 8), (2, 6, 4)]
    together = Sweep(grid, 1, 1, "tanh", seeds=7, dtype=torch.float64).fit(data, 100, 0.02, batch=16, seed=5)
    for i, sizes in enumerate(together.sizes):
        lonely = alone(sizes, "tanh", 7, data, 100, 0.02, torch.float64, batch=16, order=5)
        x, y = data.x.double(), data.y.double()
        assert torch.allclose(together.predict(x)[i], lonely(x), atol=1e-5, rtol=0)
        assert together.error(x, y)[i].item() == pytest.approx(mse_loss(lonely(x), y).item(), rel=1e-4)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_padding_never_learns(activation):
    """After training: is every number outside a network still exactly zero?"""
    trained = Sweep([(2,), (9, 3), (4, 4, 4)], activation=activation).fit(spiral(60), 50)
    real = sum(sum(p.numel() for p in trained.network(i).parameters()) for i in range(3))
    assert real == sum(len(p.nonzero()) for p in trained.parameters())


def test_losses_are_kept_in_the_order_given():
    """Is the first loss of each network the one it starts with, and are later steps appended?"""
    data, grid = spiral(100, seed=1), [(4,), (8, 8, 8), (3, 3)]
    trained = Sweep(grid, seeds=[1, 2, 3]).fit(data, 5).fit(data, 7)
    starts = [
        cross_entropy(mlp([2, *h, 2], seed=s)(data.x), data.y).item() for h, s in zip(grid, (1, 2, 3), strict=True)
    ]
    assert trained.losses.shape == (3, 12)
    assert trained.losses[:, 0].tolist() == pytest.approx(starts, rel=1e-5)


def test_accuracy_is_the_share_that_is_right():
    """Is it what sklearn counts?"""
    from sklearn.metrics import accuracy_score

    data = spiral(200, seed=1)
    trained = Sweep([(4,), (8, 8)]).fit(data, 30)
    counted = [accuracy_score(data.y, trained.network(i)(data.x).argmax(1)) for i in range(2)]
    assert trained.accuracy(data.x, data.y).tolist() == pytest.approx(counted)


@pytest.mark.parametrize(
    ("grid", "seeds", "words"), [([], 0, "one network"), ([()], 0, "hidden"), ([(2,)], [1, 2], "seeds")]
)
def test_an_impossible_sweep_says_what_to_give(grid, seeds, words):
    """Is the mistake named?"""
    with pytest.raises(ValueError, match=words):
        Sweep(grid, seeds=seeds)
