"""The oracles of lesson 02: do they agree with torch, with NumPy and with what one counts on paper?"""

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import mse_loss

from helpers.models.neurons import (
    arrives,
    descend,
    measured_mlp,
    measured_pieces,
    nudged,
    one_by_one,
    relus,
    slopes,
    two_layers,
)


def example(batch: int = 5, dtype: torch.dtype = torch.float64) -> list[torch.Tensor]:
    """x, y, w1, b1, w2, b2 of a network 3 → 4 → 2."""
    draw = torch.Generator().manual_seed(1)
    sizes = (batch, 3), (batch, 2), (4, 3), (4,), (2, 4), (2,)
    return [torch.randn(size, generator=draw, dtype=dtype) for size in sizes]


def test_two_layers_are_a_sequential():
    """Is it what nn.Sequential computes with the same weights?"""
    x, _, w1, b1, w2, b2 = example()
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)).double()
    net.load_state_dict({"0.weight": w1, "0.bias": b1, "2.weight": w2, "2.bias": b2})
    torch.testing.assert_close(two_layers(x, w1, b1, w2, b2), net(x))


def test_slopes_are_those_that_a_module_gets():
    """Are the gradients what backward() leaves in the weights of the same module?"""
    x, y, *weights = example()
    net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)).double()
    net.load_state_dict(dict(zip(("0.weight", "0.bias", "2.weight", "2.bias"), weights, strict=True)))
    mse_loss(net(x), y).backward()
    for found, part in zip(slopes()(x, y, *weights), net.parameters(), strict=True):
        torch.testing.assert_close(found, part.grad)


def test_nudges_and_autograd_agree():
    """Do two independent ways to a slope give the same number, for each weight?"""
    x, y, *weights = example()
    before = [weight.clone() for weight in weights]
    for which, true in enumerate(slopes()(x, y, *weights)):
        torch.testing.assert_close(nudged(x, y, weights, which), true, rtol=1e-6, atol=1e-7)
    assert all(torch.equal(weight, other) for weight, other in zip(weights, before, strict=True))


def test_a_batch_is_the_mean_of_its_examples():
    """Do gradients of single examples, averaged, agree with those of the batch, up to rounding only?"""
    x, y, *weights = example()
    for one, other in zip(one_by_one(slopes())(x, y, *weights), slopes()(x, y, *weights), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-12, atol=1e-14)


def test_planted_mistakes_are_mistakes():
    """Does each way to go wrong change something, and leave the inputs without a gradient?"""
    x, y, *weights = example()
    weights = [weight.requires_grad_() for weight in weights]
    right = slopes()(x, y, *weights)
    for wrong in (
        slopes(loss=lambda out, y: mse_loss(out, y, reduction="sum")),
        slopes(lambda x, *w: two_layers(x, *w, torch.tanh)),
        slopes(then=lambda x, found: [-slope for slope in found]),
    ):
        assert not any(torch.allclose(a, b) for a, b in zip(wrong(x, y, *weights), right, strict=True))
    assert all(weight.grad is None for weight in weights)


def test_what_nothing_depends_on_has_a_slope_of_zero():
    """Is the bias of a network that ignores it given a zero, not None?"""
    x, y, *weights = example()
    assert not slopes(lambda x, a, b, *rest: two_layers(x, a, 0 * a[:, 0], *rest))(x, y, *weights)[1].any()


def test_descent_is_torchs_sgd():
    """Do plain steps along the gradients end where torch's SGD ends, with the same losses on the way?"""
    x, y, *weights = example(dtype=torch.float32)
    leaves = [weight.clone().requires_grad_() for weight in weights]
    optimiser, losses = torch.optim.SGD(leaves, 0.05), []
    for _ in range(20):
        optimiser.zero_grad()
        losses.append((loss := mse_loss(two_layers(x, *leaves), y)).item())
        loss.backward()
        optimiser.step()
    last, ours = descend(slopes(), x, y, weights, rate=0.05, steps=20)
    assert ours == pytest.approx(losses, rel=1e-4)
    for one, other in zip(last, leaves, strict=True):
        torch.testing.assert_close(one, other.detach(), rtol=1e-4, atol=1e-5)


def test_sums_of_relus_are_numpys_interpolation():
    """Is a sum of ReLUs the broken line through its corners that NumPy draws?"""
    x, corners, heights = np.linspace(-1, 4, 101), [0.0, 1.0, 2.5, 3.0], [0.0, 2.0, -1.0, 0.0]
    climbs = np.diff(heights) / np.diff(corners)
    bends = np.diff([0, *climbs, 0])
    np.testing.assert_allclose(relus(x, corners, bends).numpy(), np.interp(x, corners, heights), atol=1e-12)


@pytest.mark.parametrize(("low", "high", "pieces"), [(-3, 3, 4), (0, 3, 3), (1, 1.5, 1)])
def test_pieces_of_one_layer_are_its_corners_in_between(low, high, pieces):
    """Does a layer with corners at −1, 0.5 and 2 have one piece more than corners within the interval?"""
    weight, bias = torch.tensor([[1.0], [2.0], [-1.0]]), torch.tensor([1.0, -1.0, 2.0])
    assert measured_pieces([(weight, bias)], low, high) == pieces


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_folded_tents_double_their_pieces(depth):
    """Has a tent folded into itself 2^depth pieces?"""
    first = (torch.tensor([[1.0], [1.0]]), torch.tensor([1.0, -0.5]))
    fold = (torch.tensor([[2.0, -4.0], [2.0, -4.0]]), torch.tensor([-1.0, -2.5]))
    assert measured_pieces([first, *[fold] * (depth - 1)], 0, 1) == 2**depth


def test_what_arrives_is_what_a_module_sees():
    """Is it the input of each ReLU of the same network as a module?"""
    draw = torch.Generator().manual_seed(2)
    layers = [(torch.randn(4, n, generator=draw), torch.randn(4, generator=draw)) for n in (1, 4)]
    signal = x = torch.linspace(-1, 1, 7)
    signal = signal[:, None].double()
    for depth, (weight, bias) in enumerate(layers):
        before = nn.functional.linear(signal, weight.double(), bias.double())
        torch.testing.assert_close(arrives(layers, depth, x), before)
        signal = before.relu()


def test_the_cost_of_a_small_network_can_be_counted_by_hand():
    """Has 3 → 5 → 2 15 + 5 + 10 + 2 parameters, and does each weight cost two FLOPs an example, and four more back?"""
    assert measured_mlp([3, 5, 2], 7) == (32, 2 * 7 * 25, 2 * 7 * (3 * 25 - 15))
