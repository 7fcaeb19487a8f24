"""From a network and one input to numbers: what every neuron says, and what each connection brings to it."""

from collections.abc import Collection
from dataclasses import dataclass

import torch
from torch import Tensor, nn

WEIGHTED = (nn.Linear, nn.Conv2d)
KEEPS_NEURONS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.PReLU)  # have parameters, and mix no neuron with another


@dataclass(frozen=True)
class Layer:
    """What one layer of n neurons says, and what the m neurons before it bring to each of them."""

    name: str
    values: Tensor  # (n,) what each neuron passes on; of a map of a convolution, the mean over its positions
    brought: Tensor  # (n, m) activation × weight; a row and the bias add up to what the neuron sums before it fires

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True)
class Graph:
    """One input on its way through a network."""

    inputs: Tensor  # (m,) the input's numbers; of a picture, the mean of each pixel's channels, row by row
    picture: Tensor | None  # (C, H, W) in [0, 1], where the input is one
    layers: list[Layer]  # the last one is the answer
    logits: Tensor  # (K,)

    @property
    def shares(self) -> Tensor:
        """The logits as probabilities (K,)."""
        return self.logits.softmax(0)

    @property
    def connections(self) -> int:
        """How many connections there are between these neurons."""
        return sum(layer.brought.numel() for layer in self.layers)


def trace(model: nn.Sequential, x: Tensor, silenced: Collection[tuple[int, int]] = ()) -> Graph:
    """Send one input through a network and write down every neuron.

    model: nn.Sequential of linear and convolution layers, and of what works on each neuron alone (activations, pooling,
    batch norm, dropout, flatten); x: a picture (C, H, W) in [0, 1], or plain numbers (m,); silenced: pairs
    (layer, neuron), both counted from 1, whose output is set to 0. The model's mode and gradients stay as they are.
    Raises ValueError for a model that cannot be drawn.
    """
    before, stages = split(model)
    was_training = model.training
    model.eval()
    try:
        with torch.no_grad():
            value = run(before, x[None])
        owner, owners = of_input(value, x)
        layers = []
        for number, (layer, after) in enumerate(stages, start=1):
            brought = contributions(layer, value, owner, owners)
            with torch.no_grad():
                value = run(after, layer(value))
            owners = len(brought)
            owner = of_layer(value, owners)
            value = silence(value, owner, [neuron - 1 for place, neuron in silenced if place == number])
            layers.append(Layer(f"layer {number}", means(value, owner, owners), brought))
    finally:
        model.train(was_training)
    layers[-1] = Layer("answer", layers[-1].values, layers[-1].brought)
    picture = x.detach() if x.ndim == 3 else None
    return Graph(pixels(x), picture, layers, layers[-1].values)


def split(model: nn.Sequential) -> tuple[list[nn.Module], list[tuple[nn.Module, list[nn.Module]]]]:
    """What comes before the first layer with weights, and each such layer with what follows it."""
    before, stages = [], []
    for module in steps(model):
        if isinstance(module, WEIGHTED):
            stages.append((module, []))
        else:
            (stages[-1][1] if stages else before).append(module)
    if stages:  # the answer is drawn as probabilities anyway
        while stages[-1][1] and isinstance(stages[-1][1][-1], (nn.Softmax, nn.LogSoftmax)):
            stages[-1][1].pop()
    if not stages:
        raise ValueError("There is no nn.Linear and no nn.Conv2d in this model, so there is no neuron to draw.")
    return before, stages


def steps(model: nn.Module) -> list[nn.Module]:
    """The modules of a Sequential, those of Sequentials inside it unpacked; ValueError for what cannot be drawn."""
    if isinstance(model, nn.Sequential):
        return [step for part in model for step in steps(part)]
    if isinstance(model, (*WEIGHTED, *KEEPS_NEURONS)) or not any(True for _ in model.parameters()):
        return [model]
    raise ValueError(
        f"{type(model).__name__} cannot be drawn: give an nn.Sequential of nn.Linear, nn.Conv2d, activations, pooling, "
        "nn.Flatten, nn.BatchNorm and nn.Dropout."
    )


def run(modules: list[nn.Module], value: Tensor) -> Tensor:
    """The value after all these modules, which it leaves as it was."""
    for module in modules:
        # An in-place ReLU would change what the layer before it is said to have given.
        value = module(value.clone())
    return value


def of_input(value: Tensor, x: Tensor) -> tuple[Tensor, int]:
    """Which input neuron each number belongs to: of a picture its pixel, over all channels; and how many there are."""
    if x.ndim != 3:
        return torch.arange(value.numel(), device=value.device), value.numel()
    owners = value.shape[-2] * value.shape[-1] if value.ndim == 4 else x.shape[1] * x.shape[2]
    return torch.arange(value.numel(), device=value.device) % owners, owners


def of_layer(value: Tensor, neurons: int) -> Tensor:
    """Which of the layer's neurons each number belongs to: flattened or not, they stand channel by channel."""
    if value.numel() % neurons:
        raise ValueError(
            f"{neurons} neurons became {value.numel()} numbers: only what works on each alone can be drawn."
        )
    return torch.arange(neurons, device=value.device).repeat_interleave(value.numel() // neurons)


def contributions(layer: nn.Module, value: Tensor, owner: Tensor, owners: int) -> Tensor:
    """What each neuron before brings to each neuron of a layer (n, m): its value times the slope, which is the weight.

    Exact, since a layer is linear in what it is given. Of a convolution's map the mean over positions is meant.
    """
    with torch.enable_grad():
        value = value.detach().requires_grad_()
        sums = layer(value)[0].flatten(1).mean(1) if value.ndim == 4 else layer(value)[0]
        slopes = [torch.autograd.grad(total, value, retain_graph=True)[0] for total in sums]
    parts = (torch.stack(slopes) * value.detach()).flatten(1)
    return parts.new_zeros(len(parts), owners).index_add(1, owner, parts)


def silence(value: Tensor, owner: Tensor, neurons: list[int]) -> Tensor:
    """Set all that these neurons say to 0."""
    quiet = torch.isin(owner, torch.tensor(neurons, dtype=owner.dtype, device=owner.device))
    return value.masked_fill(quiet.view(value.shape), 0)


def means(value: Tensor, owner: Tensor, owners: int) -> Tensor:
    """The mean of the numbers that belong to each neuron (n,)."""
    totals = value.new_zeros(owners).index_add(0, owner, value.flatten())
    return totals * owners / value.numel()


def pixels(x: Tensor) -> Tensor:
    """A picture's pixels as one row of numbers, the mean of their channels; plain numbers as they are."""
    return x.detach().mean(0).flatten() if x.ndim == 3 else x.detach()
