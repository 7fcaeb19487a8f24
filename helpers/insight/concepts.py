"""Square by square: what is there, what each unit says there, and how far the two go together.

A picture is cut into squares of 8 × 8 pixels, the step of MiniAlexNet's deeper maps, so that early and late layers are
asked the same question: is this concept in this square?
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d, adaptive_max_pool2d, avg_pool2d

from helpers.data.pictures import Pictures
from helpers.insight.maps import layers

GROUPS = {
    "edges": ("edge_vertical", "edge_rising", "edge_horizontal", "edge_falling"),
    "textures": ("stripes", "spots"),
    "curves": ("curve",),
    "parts": ("ear", "eye", "nose", "muzzle", "whiskers", "wheel", "window", "lamp", "bumper"),
    "wholes": ("head", "body", "leg", "tail", "ground", "clutter"),
}
CONCEPTS = tuple(name for names in GROUPS.values() for name in names)
SQUARE = 8  # pixels
ENOUGH = 4  # of its 64 pixels have to show a concept


def truth(pictures: Pictures, concepts=CONCEPTS) -> Tensor:
    """Which concept is in which square: (squares, C) bool, picture by picture, each row by row.

    Raises ValueError for pictures without masks.
    """
    if not pictures.masks:
        raise ValueError("these pictures have no masks: paint them with masks=True.")
    masks = torch.stack([pictures.masks[name] for name in concepts], 1).float()  # (B, C, H, W)
    pixels = SQUARE**2 * avg_pool2d(masks, SQUARE)
    return rows(pixels.round() >= ENOUGH)


def loudest(maps: Tensor, across: int) -> Tensor:
    """The largest value of each map (B, C, H, W) in each of across × across squares: (squares, C)."""
    return rows(adaptive_max_pool2d(maps, across))


def features(maps: Tensor, across: int) -> Tensor:
    """What maps (B, C, H, W) say of each square: mean and largest value (squares, 2 C), or (squares, C) if one does."""
    if maps.shape[-1] <= across:
        return loudest(maps, across)
    return torch.cat([rows(adaptive_avg_pool2d(maps, across)), loudest(maps, across)], 1)


def rows(maps: Tensor) -> Tensor:
    """Maps (B, C, H, W) as a table (B · H · W, C)."""
    return maps.movedim(1, -1).flatten(0, 2)


def correlations(net: nn.Module, pictures: Pictures, concepts=CONCEPTS) -> list[Tensor]:
    """How far the loudest value of each unit in a square goes along with each concept: one (U, C) a layer, in [−1, 1].

    Pearson's correlation over all squares, 0 for a unit that never changes. Unlike an overlap it does not favour what
    is large. The name of a unit is the concept of the largest one.
    """
    there = standard(truth(pictures, concepts).float())
    across = pictures.images.shape[-1] // SQUARE
    return [standard(loudest(maps, across)).T @ there / len(there) for maps in layers(net, pictures.images)]


def standard(table: Tensor) -> Tensor:
    """Columns (N, C) with mean 0 and standard deviation 1; constant ones are 0."""
    table = table.double() - table.double().mean(0)
    return (table / table.std(0, correction=0).clamp(min=1e-9)).float()


def by_group(scores: dict[str, list[float]], groups=GROUPS) -> dict[str, list[float]]:
    """The mean over the concepts of each group that are there: concept → numbers becomes group → numbers."""
    there = {group: [scores[name] for name in names if name in scores] for group, names in groups.items()}
    return {group: torch.tensor(lists).mean(0).tolist() for group, lists in there.items() if lists}
