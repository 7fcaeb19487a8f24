"""Colours that go together, drawn by lot: the classes share them all, so no colour gives a class away."""

import torch
from torch import Tensor

_COATS = torch.tensor([
    [0.93, 0.58, 0.24], [0.97, 0.88, 0.72], [0.58, 0.60, 0.66], [0.20, 0.19, 0.24], [0.52, 0.35, 0.24],
    [0.97, 0.96, 0.94], [0.83, 0.68, 0.50], [0.40, 0.45, 0.55], [0.76, 0.40, 0.26], [0.74, 0.72, 0.70],
])  # ginger, cream, grey, black, brown, white, fawn, blue, red, silver  # fmt: skip
_IRISES = torch.tensor(
    [[0.45, 0.75, 0.30], [0.95, 0.75, 0.20], [0.35, 0.70, 0.92], [0.80, 0.52, 0.20], [0.4, 0.8, 0.7]]
)
_DETAILS = ([0.1, 0.08, 0.12], [0.93, 0.52, 0.55], [0.74, 0.76, 0.80])  # pupils and tyres, tongues, bumpers
_LUMINANCE = torch.tensor([0.299, 0.587, 0.114])


def tint(hue: Tensor, saturation: Tensor, value: Tensor) -> Tensor:
    """A colour (…, 3) from hue (in turns), saturation and value (each …, in [0, 1])."""
    wheel = 0.5 + 0.5 * torch.cos(2 * torch.pi * (hue[..., None] - torch.tensor([0.0, 1 / 3, 2 / 3])))
    return value[..., None] * (1 - saturation[..., None] * (1 - wheel))


def coats(lots) -> tuple[Tensor, Tensor]:
    """Coat and marking (N, 3): half of them natural, half from a toy shop; the marking is much darker or lighter."""
    natural = _COATS[lots.integers(len(_COATS))] + lots.normal(0.03, 3)
    toy = tint(lots.between(0, 1), lots.between(0.35, 0.75), lots.between(0.55, 1.0))
    coat = torch.where(lots.chance(0.5)[:, None] > 0, natural, toy).clamp(0.08, 1)
    bright = (coat @ _LUMINANCE)[:, None]
    marking = torch.where(bright > 0.42, coat * lots.between(0.35, 0.6, 1), coat + (1 - coat) * 0.55)
    return coat, marking


def trims(lots, coat: Tensor) -> tuple[Tensor, Tensor]:
    """Trim (N, 3), cream, lighter than the coat or dark; and glass (N, 3), clear or tinted."""
    kind = lots.between(0, 1)[:, None]
    cream, dark = torch.tensor([0.98, 0.95, 0.90]), coat * torch.tensor([0.38, 0.34, 0.36])
    trim = torch.where(kind < 0.55, cream, torch.where(kind < 0.95, coat + (1 - coat) * 0.6, dark))
    clear, tinted = torch.tensor([0.70, 0.87, 0.95]), lots.chance(0.45)[:, None] > 0
    return trim, clear * torch.where(tinted, lots.between(0.2, 0.4, 1), lots.between(0.8, 1.0, 1))


def background(lots, coat: Tensor) -> tuple[Tensor, Tensor]:
    """Sky (N, 2, 3) and ground (N, 3); their brightness keeps clear of the coat's, so that the subject stands out."""
    hue, bright = lots.between(0, 1), coat @ _LUMINANCE
    value = lots.between(0.3, 1.0)
    near = (value * 0.75 - bright).abs() < 0.2
    value = torch.where(near, torch.where(bright > 0.5, value - 0.35, value + 0.3), value).clamp(0.22, 1)
    sky = tint(
        hue[:, None] + lots.normal(0.08, 2),
        lots.between(0.2, 0.6, 2),
        (value[:, None] + lots.normal(0.12, 2)).clamp(0.15, 1),
    )
    ground = tint(hue + lots.between(0.1, 0.6), lots.between(0.2, 0.6), (value + lots.normal(0.12)).clamp(0.2, 1))
    return sky, ground


def paints(lots, number: int) -> Tensor:
    """Colours (N, number, 3) for things that stand around."""
    return tint(lots.between(0, 1, number), lots.between(0.1, 0.8, number), lots.between(0.25, 1, number))


def decoys(lots, number: int, subject: dict[str, Tensor]) -> Tensor:
    """Colours (N, number, 3), two in three of them the subject's own: a triangle as red as the ears beside it."""
    coat, trim, eyes, glass = (subject[part] for part in ("coat", "trim", "iris", "glass"))
    ink, pink, chrome = (torch.tensor(rgb).expand_as(coat) for rgb in _DETAILS)
    own = torch.stack([coat, coat * 0.75, trim, eyes, ink, pink, glass, chrome], 1)
    picked = own.gather(1, (lots.between(0, 8, number).long())[..., None].expand(-1, -1, 3))
    return torch.where(lots.chance(0.67, number)[..., None] > 0, picked, paints(lots, number))


def iris(lots) -> Tensor:
    """Colours (N, 3) of eyes."""
    return _IRISES[lots.integers(len(_IRISES))]
