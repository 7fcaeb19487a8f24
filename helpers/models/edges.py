"""A bank of edge filters: what the first layer of a network finds by itself, here written down by hand."""

import math

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, conv2d

SIDE, SPREAD = 7, 1.6  # pixels: of a filter, and of the bell that fades it out


def edge_bank(images: Tensor, directions: int = 8, cell: int = 4) -> Tensor:
    """How strong the edges of each direction are in each cell of a picture, darker-to-lighter and back alike.

    images (N, C, H, W) in [0, 1], H and W multiples of `cell` (pixels). Each filter is the slope of a bell in one of
    `directions` in [0°, 180°); of its answers the size counts, averaged over cells. Returns
    (N, directions · H/cell · W/cell). Raises ValueError for other shapes.
    """
    if images.ndim != 4 or any(side % cell for side in images.shape[2:]):
        raise ValueError(f"images must be (N, C, H, W), H and W multiples of cell={cell}, got {tuple(images.shape)}")
    grey = images.mean(1, keepdim=True)
    edges = conv2d(grey, filters(directions).to(grey), padding=SIDE // 2)
    return avg_pool2d(edges.abs(), cell).flatten(1)


def filters(directions: int) -> Tensor:
    """The filters, (directions, 1, SIDE, SIDE): each sums to 0, and its sizes to 1."""
    place = torch.arange(SIDE) - SIDE // 2
    down, across = torch.meshgrid(place, place, indexing="ij")
    bell = torch.exp(-(down**2 + across**2) / (2 * SPREAD**2))
    angles = torch.arange(directions) * math.pi / directions
    slopes = torch.stack([across * math.cos(angle) + down * math.sin(angle) for angle in angles.tolist()]) * bell
    return (slopes / slopes.abs().sum((1, 2), keepdim=True))[:, None]
