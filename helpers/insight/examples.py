"""Which real pictures make a unit loudest, and what of them it sees."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.insight.maps import layers, window


@dataclass(frozen=True)
class Examples:
    """The loudest pictures of each unit of one layer (counted from 1), loudest first; every tensor is (U, count).

    pictures: row numbers; rows, columns: where in the unit's map; values: how loud.
    """

    layer: int
    pictures: Tensor
    rows: Tensor
    columns: Tensor
    values: Tensor

    def crops(self, images: Tensor, unit: int) -> list[Tensor]:
        """What the unit sees of its loudest pictures, from the same images (N, 3, 32, 32): `count` of (3, s, s)."""
        found = zip(*(part[unit].tolist() for part in (self.pictures, self.rows, self.columns)), strict=True)
        return [seen_by(images[picture], self.layer, row, column) for picture, row, column in found]


def top_examples(net: nn.Module, images: Tensor, layer: int, count: int = 3) -> Examples:
    """For each unit of a layer (counted from 1) the `count` of these pictures (N, 3, 32, 32) that make it loudest."""
    return loudest_pictures(layers(net, images)[layer - 1], layer, count)


def loudest_pictures(maps: Tensor, layer: int, count: int = 3) -> Examples:
    """The same, from the maps (N, U, H, W) of that layer."""
    most, place = maps.flatten(2).max(2)  # (N, U) each
    values, pictures = most.topk(count, dim=0)
    places = place.gather(0, pictures)
    side = maps.shape[-1]
    return Examples(layer, pictures.T, (places // side).T, (places % side).T, values.T)


def seen_by(image: Tensor, layer: int, row: int, column: int) -> Tensor:
    """What a unit of a layer of MiniAlexNet sees of a picture (3, H, W): (3, side, side), black beyond the edge.

    From layer 4 on a unit sees more than the whole picture: then that is what it gets.
    """
    size = image.shape[-1]
    top, left, side = window(layer, row, column)
    if side >= size:
        return image
    seen = torch.zeros(3, side, side)
    up, down = max(top, 0), min(top + side, size)
    west, east = max(left, 0), min(left + side, size)
    seen[:, up - top : down - top, west - left : east - left] = image[:, up:down, west:east]
    return seen
