"""What stands around the subject: ground, clutter, its shadow, and what stands in front of it."""

import torch
from torch import Tensor

from helpers.data.pictures.creature import colour
from helpers.data.pictures.strokes import Frame, Pencil
from helpers.data.pictures.traits import CLUTTER, OCCLUDERS, Traits


def draw_background(pencil: Pencil, t: Traits) -> None:
    """The ground below the horizon, then rings, triangles and bars."""
    zero, one = torch.zeros_like(t.x), torch.ones_like(t.x)
    ground = Frame.of(zero, t.horizon, one, t.slope)
    pencil.polygon(ground, [(-4, 0), (4, 0), (4, 4), (-4, 4)], "ground", colour=t.ground, tone=1.0)
    for slot in range(CLUTTER):
        frame, there, look = _thing(t.clutter[:, slot], t.clutter_colour[:, slot], "clutter")
        if slot < 3:  # a ring looks like an eye, a lamp or a wheel as long as one sees nothing else
            pencil.ellipse(frame, 0.85, 0.85, opacity=there, **look)
            pencil.ellipse(frame, 0.45, 0.45, opacity=there, **look | {"colour": t.clutter_colour[:, slot + 3]})
        elif slot < 6:  # a triangle like an ear
            pencil.polygon(frame, [(0, -1.1), (0.75, 0.6), (-0.75, 0.6)], opacity=there, **look)
        else:
            pencil.polygon(frame, [(-1.8, -0.3), (1.8, -0.3), (1.8, 0.3), (-1.8, 0.3)], opacity=there, **look)


def draw_shadow(pencil: Pencil, frame: Frame, width, height: float) -> None:
    """A soft shadow on the ground under the subject."""
    ink = colour((0.05, 0.05, 0.10), frame.unit)
    pencil.ellipse(frame.at(0, height), width, 0.12, colour=ink, opacity=torch.full_like(frame.unit, 0.4), soft=0.10)


def draw_foreground(pencil: Pencil, t: Traits) -> None:
    """Bars in front of all else."""
    for slot in range(OCCLUDERS):
        frame, there, look = _thing(t.occluder[:, slot], t.occluder_colour[:, slot], "occluder")
        pencil.polygon(frame, [(-5, -0.7), (5, -0.7), (5, 0.7), (-5, 0.7)], opacity=there, **look)


def _thing(placed: Tensor, paint: Tensor, name: str) -> tuple[Frame, Tensor, dict]:
    x, y, size, angle = placed.unbind(-1)
    return Frame.of(x, y, size.clamp(min=0.01), angle), (size > 0).float(), {"name": name, "colour": paint}
