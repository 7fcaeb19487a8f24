"""What layers of neurons do, measured on torch's own: oracles for those who compute it by hand."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.functional import linear, mse_loss
from torch.utils.flop_counter import FlopCounterMode


def two_layers(x: Tensor, w1: Tensor, b1: Tensor, w2: Tensor, b2: Tensor, bend: Callable = torch.relu) -> Tensor:
    """A network of two layers: x (B, I), w1 (H, I), b1 (H,), w2 (O, H), b2 (O,) → (B, O)."""
    return linear(bend(linear(x, w1, b1)), w2, b2)


def slopes(net: Callable = two_layers, loss: Callable = mse_loss, then: Callable | None = None) -> Callable:
    """The function (x, y, w1, b1, w2, b2) → the four gradients of loss(net(x, …), y), by autograd.

    net, loss: those of the lesson, or others, and then(x, gradients) → what to return, for gradients that go wrong in
    a known way. The gradients are detached tensors, shaped like the weights; one that nothing depends on is zero.
    """

    def gradients(x: Tensor, y: Tensor, *weights: Tensor) -> tuple[Tensor, ...]:
        leaves = [weight.detach().clone().requires_grad_() for weight in weights]
        with torch.enable_grad():
            value = loss(net(x.detach(), *leaves), y.detach())
        found = torch.autograd.grad(value, leaves, allow_unused=True, materialize_grads=True)
        return tuple(then(x.detach(), found)) if then else found

    return gradients


def one_by_one(gradients: Callable) -> Callable:
    """The same gradients in another style: the mean of those of each example, as (x, y, *weights) → a tuple."""

    def mean(x: Tensor, y: Tensor, *weights: Tensor) -> tuple[Tensor, ...]:
        each = [gradients(x[i, None], y[i, None], *weights) for i in range(len(x))]
        return tuple(sum(found) / len(x) for found in zip(*each, strict=True))

    return mean


def descend(gradients: Callable, x: Tensor, y: Tensor, weights: Sequence[Tensor], rate: float, steps: int):
    """Plain gradient descent on the mean squared error of two layers, along the slopes that `gradients` gives.

    gradients: (x, y, w1, b1, w2, b2) → four slopes. Returns the last weights, and the loss before each step.
    """
    losses = []
    for _ in range(steps):
        losses.append(mse_loss(two_layers(x, *weights), y).item())
        found = gradients(x, y, *weights)
        weights = [weight - rate * torch.as_tensor(slope) for weight, slope in zip(weights, found, strict=True)]
    return weights, losses


def nudged(x: Tensor, y: Tensor, weights: Sequence[Tensor], which: int, step: float = 1e-6) -> Tensor:
    """How the mean squared error answers to a nudge of each number of weights[which], by central differences.

    Give float64: the error is of the order of step², the rounding of 1e-16 / step. Has the shape of weights[which].
    """
    weights = [weight.detach().clone() for weight in weights]
    found = torch.zeros_like(weights[which])
    for place, number in enumerate(weights[which].flatten().tolist()):
        sides = []
        for side in (step, -step):
            weights[which].view(-1)[place] = number + side
            sides.append(mse_loss(two_layers(x, *weights), y))
        weights[which].view(-1)[place] = number
        found.view(-1)[place] = (sides[0] - sides[1]) / (2 * step)
    return found


def relus(x, corners, slopes) -> Tensor:
    """Σ slope · relu(x − corner) at each number of x, in float64: K neurons, and one that adds them up.

    x (N,), corners (K,), slopes (K,): tensors, arrays or lists of numbers. Returns (N,).
    """
    x, corners, slopes = (torch.as_tensor(part, dtype=torch.float64).detach().cpu() for part in (x, corners, slopes))
    return (x[:, None] - corners).relu() @ slopes


def arrives(layers: Sequence[tuple[Tensor, Tensor]], depth: int, x: Tensor) -> Tensor:
    """What arrives at the neurons of hidden layer `depth` (from 0), before their ReLU: x (N,) → (N, H), in float64.

    layers: weight (H, I) and bias (H,) of each hidden layer, the first with I = 1, a ReLU after each.
    """
    signal = x.double()[:, None]
    for weight, bias in layers[:depth]:
        signal = linear(signal, weight.double(), bias.double()).relu()
    return linear(signal, *(part.double() for part in layers[depth]))


def measured_pieces(layers: Sequence[tuple[Tensor, Tensor]], low: float, high: float, points: int = 200_001) -> int:
    """On how many pieces of [low, high] no ReLU switches, by asking at many points which are on.

    layers: weight (H, I) and bias (H,) of each hidden layer, the first with I = 1, a ReLU after each. A piece so
    narrow that one neuron is on (or off) between two neighbouring points only is overlooked; two neurons that switch
    at the very same place count as two.
    """
    signal, switches = torch.linspace(low, high, points, dtype=torch.float64)[:, None], 0
    for weight, bias in layers:
        before = linear(signal, weight.double(), bias.double())
        switches += int(((before[1:] > 0) != (before[:-1] > 0)).sum())
        signal = before.relu()
    return switches + 1


def measured_mlp(sizes: Sequence[int], batch: int) -> tuple[int, int, int]:
    """Parameters of torch's own layers, and what torch counts: FLOPs forwards, and forwards and backwards together.

    sizes: neurons of each layer, from input to output; batch: examples at once. A multiplication and the addition
    that follows it count as two; the data need no gradient.
    """
    layers = [nn.Linear(inputs, outputs, device="meta") for inputs, outputs in pairwise(sizes)]
    net = nn.Sequential(*[part for layer in layers for part in (layer, nn.ReLU())][:-1])
    with FlopCounterMode(display=False) as counter:
        loss = net(torch.zeros(batch, sizes[0], device="meta")).sum()
        forwards = counter.get_total_flops()
        loss.backward()
    return sum(part.numel() for part in net.parameters()), forwards, counter.get_total_flops()
