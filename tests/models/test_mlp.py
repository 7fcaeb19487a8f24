"""The multi-layer perceptron: does it have the sizes, the start and the price that torch would give it?"""

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from helpers.models.mlp import ACTIVATIONS, mlp, multiplications


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_it_is_what_one_would_write_in_torch(activation):
    """With the same seed: is it the same function as layers written out one by one?"""
    torch.manual_seed(5)
    bend = ACTIVATIONS[activation]
    written = nn.Sequential(nn.Linear(2, 7), bend(), nn.Linear(7, 4), bend(), nn.Linear(4, 3))
    x = torch.randn(9, 2)
    assert torch.equal(mlp([2, 7, 4, 3], activation, seed=5)(x), written(x))


def test_a_seed_of_its_own_leaves_torch_alone():
    """Does drawing a start from a seed leave torch's generator as it was, and no seed draw from it?"""
    before = torch.get_rng_state()
    mlp([2, 8, 2], seed=1)
    assert torch.equal(torch.get_rng_state(), before)
    assert not torch.equal(mlp([2, 8, 2])[0].weight, mlp([2, 8, 2])[0].weight)


@pytest.mark.parametrize("sizes", [[2, 2], [2, 16, 16, 3], [1, 64, 5, 1]])
def test_multiplications_are_those_that_torch_counts(sizes):
    """Does torch's own counter, which counts additions too, find twice as many for one example?"""
    net = mlp(sizes)
    with FlopCounterMode(display=False) as counter:
        net(torch.zeros(1, sizes[0]))
    assert counter.get_total_flops() == 2 * multiplications(net)


@pytest.mark.parametrize(
    ("sizes", "activation", "words"), [([2], "relu", "sizes"), ([2, 0, 2], "relu", "below 1"), ([2, 2], "step", "relu")]
)
def test_what_cannot_be_built_says_why(sizes, activation, words):
    """Is the mistake named, with what to give instead?"""
    with pytest.raises(ValueError, match=words):
        mlp(sizes, activation)
