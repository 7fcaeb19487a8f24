"""What stands around the subject: ground, clutter, its shadow, and what stands in front of it."""

import torch
from torch import Tensor

from helpers.data.pictures.creature import colour
from helpers.data.pictures.strokes import Frame, Pencil
from helpers.data.pictures.traits import CLUTTER, OCCLUDERS, Traits


def draw_background(pencil: Pencil, t: Traits) -> None:
    """The ground below the horizon, then clutter: each looks like some part of a subject, seen alone."""
    zero, one = torch.zeros_like(t.x), torch.ones_like(t.x)
    ground = Frame.of(zero, t.horizon, one, t.slope)
    pencil.polygon(ground, [(-4, 0), (4, 0), (4, 4), (-4, 4)], "ground", colour=t.ground, tone=1.0)
    ink, white = colour((0.10, 0.08, 0.12), t.x), colour((1.0, 1.0, 1.0), t.x)
    for slot in range(CLUTTER):
        frame, there, look = _thing(t.clutter[:, slot], t.clutter_colour[:, slot], "clutter")
        look["opacity"] = there
        if slot < 2:  # like an eye, or a muzzle with its nose
            pencil.ellipse(frame, 0.9, 0.9, **look)
            pencil.ellipse(frame, 0.5, 0.5, **look | {"colour": ink})
        elif slot == 2:  # like a wheel
            pencil.ellipse(frame, 0.95, 0.95, **look | {"colour": ink})
            pencil.ellipse(frame, 0.5, 0.5, **look | {"colour": white * 0.84})
        elif slot < 5:  # like an ear that stands
            pencil.polygon(frame, [(0, -1.3), (0.8, 0.7), (-0.8, 0.7)], **look)
        elif slot < 7:  # like an ear that hangs, or a leg
            pencil.limb(frame, (0, -1.0), (0, 0.8), (0.5, 0.75), **look)
        else:  # like whiskers
            pencil.fan(frame, 0.5, 2.2, 0.3, 0.09, **look | {"colour": white})


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
