"""Are the inputs of checks random, the same for everyone, and out of everybody's way?"""

import random
import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers.checks import inputs


def numbers(seed, name="softmax"):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_SEED", seed)
        return inputs(name).normal(4).tolist()


def test_the_same_seed_and_name_give_the_same_numbers_in_any_process():
    """Does another process, with another hash seed, draw the very same numbers?"""
    code = "from helpers.checks import inputs; print(inputs('softmax').normal(4).tolist())"
    environment = {"COURSE_SEED": "7", "PYTHONHASHSEED": "5", "PATH": ""}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(numbers("7"))


def test_another_seed_or_name_gives_other_numbers(monkeypatch):
    """Do seeds and exercises have streams of their own, and is the one without a seed fixed?"""
    assert numbers("7") != numbers("8")
    assert numbers("7") != numbers("7", "conv2d")
    monkeypatch.delenv("COURSE_SEED", raising=False)
    assert torch.equal(inputs("a").normal(3), inputs("a").normal(3))


def test_the_global_random_states_are_neither_read_nor_moved():
    """Can a student's seed change the inputs, or the inputs a student's random numbers?"""
    torch.manual_seed(1), np.random.seed(1), random.seed(1)
    before = torch.get_rng_state(), str(np.random.get_state()), random.getstate()
    first = everything(inputs("x"))
    assert torch.equal(before[0], torch.get_rng_state())
    assert before[1:] == (str(np.random.get_state()), random.getstate())
    torch.manual_seed(2), np.random.seed(2), random.seed(2)
    assert everything(inputs("x")) == first


def everything(draw):
    return str(
        [
            draw.normal(3),
            draw.uniform(3),
            draw.integers(3, high=9),
            draw.integer(0, 9),
            draw.choice("abc"),
            draw.permutation(5),
        ]
    )


def test_distributions_are_what_they_say():
    """Do mean, spread, range and type hold for many draws?"""
    draw = inputs("many")
    normal = draw.normal(200, 100, scale=3, mean=5)
    assert normal.shape == (200, 100)
    assert normal.dtype == torch.float32
    assert abs(normal.mean() - 5) < 0.1
    assert abs(normal.std() - 3) < 0.1
    uniform = draw.uniform(20_000, low=-2, high=4, dtype=torch.float64)
    assert uniform.dtype == torch.float64
    assert -2 <= uniform.min() < -1.9
    assert 3.9 < uniform.max() < 4
    integers = draw.integers(50, 20, low=-1, high=2)
    assert integers.dtype == torch.int64
    assert integers.unique().tolist() == [-1, 0, 1]
    assert draw.normal().shape == ()


def test_a_shorter_type_holds_the_same_numbers():
    """Is a float32 input the float64 one, rounded?"""
    assert torch.equal(inputs("x").normal(9), inputs("x").normal(9, dtype=torch.float64).float())


@given(st.integers(-50, 50), st.integers(1, 50), st.text())
def test_single_draws_stay_in_range(low, width, name):
    """Are single draws built-in integers below `high`, items of the sequence, and permutations?"""
    draw = inputs(name)
    one = draw.integer(low, low + width)
    assert type(one) is int
    assert low <= one < low + width
    assert draw.choice(range(low, low + width)) in range(low, low + width)
    assert sorted(draw.permutation(width).tolist()) == list(range(width))
