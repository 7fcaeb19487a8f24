"""The multi-layer perceptron: linear layers with a bend between them, nothing else."""

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import nn

ACTIVATIONS: dict[str, type[nn.Module]] = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}


def mlp(sizes: Sequence[int], activation: str = "relu", seed: int | None = None) -> nn.Sequential:
    """Linear layers of these sizes, from input to output, with the activation after each but the last.

    sizes: at least two positive whole numbers: `mlp([2, 16, 16, 3])` has two hidden layers. Maps (B, sizes[0]) to
    (B, sizes[-1]). Weights and biases start as torch starts them, drawn from `seed` where one is given, which leaves
    torch's own generator as it was. Raises ValueError for sizes or an activation that it cannot build.
    """
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes are {list(sizes)}: give at least an input and an output size, none below 1.")
    if activation not in ACTIVATIONS:
        raise ValueError(f"activation is {activation!r}: choose one of {', '.join(ACTIVATIONS)}.")
    with torch.random.fork_rng(devices=[], enabled=seed is not None):
        if seed is not None:
            torch.manual_seed(seed)
        layers = [nn.Linear(inputs, outputs) for inputs, outputs in pairwise(sizes)]
    between = [part for layer in layers for part in (layer, ACTIVATIONS[activation]())]
    return nn.Sequential(*between[:-1])


def linear_layers(net: nn.Module) -> list[nn.Linear]:
    """The linear layers of a network, from input to output."""
    return [layer for layer in net.modules() if isinstance(layer, nn.Linear)]


def multiplications(net: nn.Module) -> int:
    """How many multiplications the linear layers of a network do for one example: each weight is used once."""
    return sum(layer.weight.numel() for layer in linear_layers(net))
