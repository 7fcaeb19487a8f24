"""Train many small networks in one go: their layers lie side by side, so that each step is a few large products.

Networks are padded with zeros to the width of the widest, and sorted by depth, so that a layer holds only those that
are deep enough to have it. Padding never learns: no slope reaches it. So each network becomes what it would have become
alone, up to rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import log_softmax, one_hot
from torch.optim.adam import adam

from helpers.data.points import Points
from helpers.device import one_thread
from helpers.models.mlp import linear_layers, mlp

# torch.optim.Adam's own step, with its defaults: making an Adam imports torch's compiler, which takes 1.5 s and more.
ADAM = {
    "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0.0, "amsgrad": False, "maximize": False, "fused": True,
}  # fmt: skip
BENDS = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}


@dataclass
class Layer:
    """One layer of all networks that have it: weights (n, inputs, outputs) and biases (n, 1, outputs), zero-padded."""

    weight: Tensor
    bias: Tensor
    mask: Tensor  # (n, 1, outputs): 1 where a neuron is real


class Sweep:
    """M networks, each given by the widths of its hidden layers, that train together on the same data.

    hidden: for each network the widths of its hidden layers, at least one; seeds: one start for each network (or one
    for all). `inputs` and `outputs` are the same for all. Each starts as `mlp([inputs, *hidden[i], outputs],
    activation, seeds[i])`.
    """

    def __init__(
        self,
        hidden: Sequence[Sequence[int]],
        inputs: int = 2,
        outputs: int = 2,
        activation: str = "relu",
        seeds: Sequence[int] | int = 0,
        dtype: torch.dtype = torch.float32,
    ):
        self.hidden = [tuple(widths) for widths in hidden]
        if not self.hidden or not all(self.hidden):
            raise ValueError("give at least one network, each with at least one hidden layer, as in [(16,), (8, 8)].")
        seeds = [seeds] * len(self.hidden) if isinstance(seeds, int) else list(seeds)
        if len(seeds) != len(self.hidden):
            raise ValueError(f"{len(self.hidden)} networks but {len(seeds)} seeds: give one for each, or one for all.")
        self.sizes = [(inputs, *widths, outputs) for widths in self.hidden]
        self.activation, self.dtype = activation, dtype
        # Deep ones first: then the networks that have a layer are always the first few.
        self.order = sorted(range(len(self.hidden)), key=lambda i: -len(self.hidden[i]))
        self.place = torch.tensor(self.order).argsort()
        starts = [mlp(self.sizes[i], activation, seeds[i]) for i in self.order]
        self.layers, self.last = stack(starts, dtype)
        self.losses = torch.zeros(len(self.hidden), 0)

    def __len__(self) -> int:
        return len(self.hidden)

    def parameters(self) -> list[Tensor]:
        """All weights and biases, padding included."""
        return [part for layer in (*self.layers, self.last) for part in (layer.weight, layer.bias)]

    def features(self, x: Tensor) -> list[Tensor]:
        """What each hidden layer says about x (B, inputs): one (n, B, width) a layer, in the order of `self.order`."""
        return self.inside(x)[0]

    def outputs(self, x: Tensor) -> Tensor:
        """(M, B, outputs) in the order of `self.order`: every network leaves after its own last layer."""
        return self.inside(x)[1]

    def inside(self, x: Tensor) -> tuple[list[Tensor], Tensor]:
        """Both: see `features` and `outputs`."""
        bend, padded = BENDS[self.activation], self.activation == "sigmoid"
        signal, signals, leaving = x.to(self.dtype).expand(len(self), *x.shape[-2:]), [], []
        for layer in self.layers:
            staying = len(layer.weight)
            if staying < len(signal):
                signal, done = signal.split([staying, len(signal) - staying])
                leaving.append(done)
            signal = bend(torch.baddbmm(layer.bias, narrow(signal, layer.weight.shape[1]), layer.weight))
            if padded:  # sigmoid(0) is not 0: padding would speak
                signal = signal * layer.mask
            signals.append(signal)
        widest = self.last.weight.shape[1]
        full = [wide(part, widest) for part in (signal, *leaving[::-1])]
        return signals, torch.baddbmm(self.last.bias, full[0] if len(full) == 1 else torch.cat(full), self.last.weight)

    @torch.no_grad()
    def predict(self, x: Tensor) -> Tensor:
        """What each network says about x (B, inputs): (M, B, outputs), in the order in which they were given."""
        return self.outputs(x)[self.place]

    def accuracy(self, x: Tensor, labels: Tensor) -> Tensor:
        """The share of points that each network gets right: (M,)."""
        return (self.predict(x).argmax(-1) == labels).float().mean(1)

    def error(self, x: Tensor, y: Tensor) -> Tensor:
        """The mean squared error of each network: (M,)."""
        return (self.predict(x) - y).square().mean((1, 2))

    def fit(self, data: Points, steps: int = 200, lr: float = 0.02, batch: int | None = None, seed: int = 0) -> "Sweep":
        """Take `steps` steps of Adam on all networks; the rate falls evenly from `lr` to 0. Returns itself.

        data: labels (N,) are learned by cross-entropy, values (N, outputs) by squared error. batch: how many points a
        step sees, the same for all networks, drawn from `seed`; None: all of them. Each step's loss of each network,
        before the step, is added to `losses` (M, steps so far). Runs on one thread: the products are small. Kingma & Ba
        2015.
        """
        with one_thread():
            losses = self._steps(data, steps, lr, batch, seed)
        self.losses = torch.cat([self.losses, torch.stack(losses, 1)[self.place]], 1)
        return self

    def _steps(self, data: Points, steps: int, lr: float, batch: int | None, seed: int) -> list[Tensor]:
        """Take the steps of `fit`; return the losses (M,) before each, in the order of `self.order`."""
        x, is_label = data.x.to(self.dtype), data.y.dtype == torch.long
        y = (one_hot(data.y, self.last.weight.shape[2]) if is_label else data.y).to(self.dtype)
        draw, losses, parameters = torch.Generator().manual_seed(seed), [], self.parameters()
        whole = in_one(parameters)
        mean, square, taken = torch.zeros_like(whole), torch.zeros_like(whole), torch.zeros(())  # taken: steps
        for step in range(steps):
            rows = slice(None) if batch is None else torch.randint(len(x), (batch,), generator=draw)
            each = loss_of_each(self.outputs(x[rows]), y[rows], is_label)  # (M,)
            slopes = torch.autograd.grad(each.sum(), parameters)  # no network's weights are in another one's loss
            slope = torch.cat([part.flatten() for part in slopes])
            with torch.no_grad():
                adam([whole], [slope], [mean], [square], [], [taken], lr=lr * (1 - step / steps), **ADAM)
            losses.append(each.detach())
        return losses

    def network(self, i: int) -> nn.Sequential:
        """Network i alone, as it is now, cut out of the padding."""
        at, sizes = int(self.place[i]), self.sizes[i]
        net = mlp(sizes, self.activation).to(self.dtype)
        kept = [*self.layers[: len(self.hidden[i])], self.last]
        with torch.no_grad():
            for alone, layer in zip(linear_layers(net), kept, strict=True):
                outputs, inputs = alone.weight.shape
                alone.weight.copy_(layer.weight[at, :inputs, :outputs].T)
                alone.bias.copy_(layer.bias[at, 0, :outputs])
        return net


def loss_of_each(outputs: Tensor, y: Tensor, is_label: bool) -> Tensor:
    """The mean loss of each network (M,): cross-entropy for one-hot labels y (B, outputs), squared error for values."""
    if is_label:
        return (log_softmax(outputs, 2) * y).sum((1, 2)) / -len(y)
    return (outputs - y).square().mean((1, 2))


def in_one(parameters: list[Tensor]) -> Tensor:
    """Move parameters into one tensor (P,), of which they are parts from now on: Adam's step on that is a single one.

    On each of 14 small ones it would take a tenth of a step of 20 networks longer.
    """
    whole = torch.cat([part.detach().flatten() for part in parameters])
    for part, place in zip(parameters, whole.split([part.numel() for part in parameters]), strict=True):
        part.data = place.view_as(part)
    return whole


# What is whole already is passed on as it is: for one small network, slicing and padding take a third of a step.
def narrow(signal: Tensor, width: int) -> Tensor:
    """The first `width` of each signal: what is beyond is padding."""
    return signal if signal.shape[2] == width else signal[:, :, :width]


def wide(signal: Tensor, width: int) -> Tensor:
    """The signals padded with zeros to this width."""
    return signal if signal.shape[2] == width else nn.functional.pad(signal, (0, width - signal.shape[2]))


def stack(nets: list[nn.Sequential], dtype: torch.dtype) -> tuple[list[Layer], Layer]:
    """The hidden layers of networks, deepest first, side by side, and their last layers, zero-padded."""
    columns = [linear_layers(net) for net in nets]
    deepest = len(columns[0]) - 1
    hidden = [pad([column[l] for column in columns if len(column) - 1 > l], dtype) for l in range(deepest)]  # noqa: E741
    return hidden, pad([column[-1] for column in columns], dtype)


def pad(layers: list[nn.Linear], dtype: torch.dtype) -> Layer:
    """Linear layers of many sizes as one batch of the largest size, zeros around each."""
    inputs, outputs = (max(getattr(layer, side) for layer in layers) for side in ("in_features", "out_features"))
    weight, bias = (
        torch.zeros(len(layers), inputs, outputs, dtype=dtype),
        torch.zeros(len(layers), 1, outputs, dtype=dtype),
    )
    mask = torch.zeros_like(bias)
    with torch.no_grad():
        for i, layer in enumerate(layers):
            wide, high = layer.weight.shape
            weight[i, :high, :wide], bias[i, 0, :wide], mask[i, 0, :wide] = layer.weight.T, layer.bias, 1
    return Layer(weight.requires_grad_(), bias.requires_grad_(), mask)
