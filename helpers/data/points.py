"""Points in the plane and functions of one number: data so small that one can see all a network does with it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi

import torch
from torch import Tensor


@dataclass
class Points:
    """N examples: where they lie, and what is true there."""

    x: Tensor  # (N, 2) points of the plane, or (N, 1) numbers; float32
    y: Tensor  # (N,) labels, int64; or (N, 1) values of a function, float32

    def __len__(self) -> int:
        return len(self.x)


def spiral(count: int, arms: int = 2, turns: float = 1.25, noise: float = 0.08, seed: int = 0) -> Points:
    """Points on `arms` arms that wind about the centre, each arm a class: no straight line parts them.

    count: points in all, as even over the arms as can be; turns: how often an arm goes round; noise: spread of each
    coordinate about its arm, where arms end at radius 2. Points (count, 2), labels (count,) in [0, arms), shuffled.
    Raises ValueError for fewer points than arms, or fewer than two arms.
    """
    if arms < 2 or count < arms:
        raise ValueError(f"{count} points on {arms} arms: choose at least two arms, and a point for each.")
    draw = torch.Generator().manual_seed(seed)
    labels = torch.arange(count) % arms
    share = 0.1 + 0.9 * torch.rand(count, generator=draw).sqrt()  # of the way outwards; the root: as dense there
    radius, angle = 2 * share, 2 * pi * (turns * share + labels / arms)
    on_arm = torch.stack([radius * angle.cos(), radius * angle.sin()], 1)
    x = on_arm + noise * torch.randn(count, 2, generator=draw)
    order = torch.randperm(count, generator=draw)
    return Points(x[order], labels[order])


def corner(x: Tensor) -> Tensor:
    """A single kink, |x − 0.25|: two ReLUs are enough to make it."""
    return (x - 0.25).abs()


def wave(x: Tensor) -> Tensor:
    """One and a half smooth waves on [−1, 1]."""
    return (1.5 * pi * x).sin()


def tents(x: Tensor, folds: int = 2) -> Tensor:
    """The tent folded into itself: 2^(folds − 1) teeth on [−1, 1], heights 0 to 1.

    Each fold is one small layer of two ReLUs, and doubles the teeth: deep and narrow networks can be it exactly.
    Telgarsky 2016.
    """
    for _ in range(folds):
        x = 1 - x.abs()  # from [−1, 1] or [0, 1] to [0, 1]
        x = 2 * x - 1
    return (x + 1) / 2


FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {"corner": corner, "wave": wave, "tents": tents}


def on_line(function: Callable[[Tensor], Tensor], count: int, noise: float = 0.0, seed: int = 0) -> Points:
    """`count` numbers spread evenly over [−1, 1], and the function there; `noise` is the spread added to its values."""
    x = torch.linspace(-1, 1, count)[:, None]
    y = function(x)
    return Points(x, y + noise * torch.randn(y.shape, generator=torch.Generator().manual_seed(seed)))
