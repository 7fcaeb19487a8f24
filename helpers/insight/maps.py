"""What each layer of a convolutional network says where, and which pixels it looks at to say so."""

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from helpers.models.alexnet import BLOCKS, receptive_field
from helpers.training.metrics import evaluating


@torch.no_grad()
def layers(net: nn.Module, images: Tensor, batch: int = 500) -> list[Tensor]:
    """The maps of every layer, in evaluation mode: one (B, C, H, W) a block, its ReLU done, on the CPU.

    net: a ConvNet; images (B, 3, H, W) in [0, 1]. Of MiniAlexNet at 32 × 32: 16 maps of 16 × 16, 32 of 8 × 8, and three
    times 64 of 4 × 4. Layers are counted from 1 elsewhere, so layer 3 is `layers(net, images)[2]`.
    """
    device = next(net.parameters()).device
    with evaluating(net):
        parts = [passed(net, part.to(device)) for part in images.split(batch)]
    return [torch.cat(maps).float().cpu() for maps in zip(*parts, strict=True)]


def passed(net: nn.Module, images: Tensor) -> list[Tensor]:
    """The same for one batch, on the network's device and with gradients: nothing is switched."""
    maps, seen = 2 * images - 1, []
    for block in net.blocks:
        maps = block(maps)
        seen.append(maps)
    return seen


def upsample(maps: Tensor, size: int = 32) -> Tensor:
    """Maps (B, C, H, W) drawn out over the picture: (B, C, size, size), bilinear."""
    return interpolate(maps, size=(size, size), mode="bilinear", align_corners=False)


def window(layer: int, row: int, column: int) -> tuple[int, int, int]:
    """Top, left and side, in pixels, of the square that a unit of MiniAlexNet sees from this place of its map.

    layer counts from 1. The square may hang over the edge of the picture: there the network sees zeros.
    """
    side, step = receptive_field(layer)
    return row * step - reach(layer), column * step - reach(layer), side


def reach(layer: int) -> int:
    """How many pixels the first unit of a layer of MiniAlexNet looks beyond the picture's edge, up and to the left."""
    steps = [receptive_field(depth)[1] for depth in range(layer)]
    return sum(kernel // 2 * step for (kernel, _, _), step in zip(BLOCKS, steps, strict=False))


def crop(image: Tensor, square: tuple[int, int, int]) -> Tensor:
    """What of a square (top, left, side) lies inside a picture (C, H, W): (C, h, w)."""
    top, left, side = square
    return image[:, max(top, 0) : top + side, max(left, 0) : left + side]
