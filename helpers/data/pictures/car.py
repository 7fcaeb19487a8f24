"""Cars, seen from the side or from the front, where the lamps look like eyes."""

from torch import Tensor

from helpers.data.pictures.creature import colour
from helpers.data.pictures.strokes import Frame, Pencil
from helpers.data.pictures.traits import Traits

_RUBBER = (0.17, 0.17, 0.20)
_CHROME = (0.74, 0.76, 0.80)
_LIT = (1.0, 0.93, 0.62)


def draw_side(pencil: Pencil, frame: Frame, t: Traits) -> None:
    """A saloon from the side: 2 units long, its wheels on the line v = 0.6."""
    top = -0.46 * t.roof
    pencil.polygon(frame, [(-0.62, 0.05), (-0.40, top), (0.26, top), (0.58, 0.05)], "body", round=0.12)
    pencil.ellipse(frame.at(-0.07, top + 0.02), 0.34, 0.05, "body")
    pencil.ellipse(frame.at(0, 0.22), 0.98, 0.26, "body", power=4, round=0.25)
    for corners in (
        [(-0.52, 0.0), (-0.36, top + 0.08), (-0.26, top + 0.08), (-0.26, 0.0)],
        [(-0.18, 0.0), (-0.18, top + 0.08), (0.06, top + 0.08), (0.06, 0.0)],
        [(0.14, 0.0), (0.14, top + 0.08), (0.24, top + 0.08), (0.48, 0.0)],
    ):
        pencil.polygon(frame, corners, "window", colour=t.glass, round=0.15)
    for u in (-0.22, 0.10):
        pencil.limb(frame, (u, 0.06), (u, 0.38), (0.016, 0.016), "door", colour=colour(_RUBBER, t.x))
    pencil.limb(frame, (-0.06, 0.12), (0.03, 0.12), (0.022, 0.022), "door", colour=colour(_CHROME, t.x))
    pencil.ellipse(frame.at(0.91, 0.14), 0.07, 0.08, "lamp", colour=_lamp(t))
    pencil.ellipse(frame.at(-0.94, 0.14), 0.045, 0.08, "lamp", colour=colour((0.85, 0.16, 0.16), t.x))
    pencil.limb(frame, (-0.92, 0.42), (0.92, 0.42), (0.04, 0.04), "bumper", colour=colour(_CHROME, t.x), tone=0.75)
    for u in (-0.56, 0.56):
        _wheel(pencil, frame.at(u, 0.46), t)


def _wheel(pencil: Pencil, frame: Frame, t: Traits) -> None:
    pencil.ellipse(frame.at(0, -0.02), 0.25 * t.wheels, 0.25 * t.wheels, "body", tone=0.5)
    pencil.ellipse(frame, 0.21 * t.wheels, 0.21 * t.wheels, "wheel", colour=colour(_RUBBER, t.x))
    pencil.ellipse(frame, 0.10 * t.wheels, 0.10 * t.wheels, "wheel", colour=colour(_CHROME, t.x), round=0.2)
    pencil.ellipse(frame, 0.04 * t.wheels, 0.04 * t.wheels, "wheel", colour=colour(_RUBBER, t.x))


def draw_front(pencil: Pencil, frame: Frame, t: Traits) -> None:
    """The same car from the front: 1.4 units wide."""
    top, rubber = -0.52 * t.roof, colour(_RUBBER, t.x)
    for side in (-1.0, 1.0):
        pencil.limb(
            frame, (side * 0.48, 0.45), (side * 0.48, 0.55 + 0.12 * t.wheels), (0.14, 0.13), "wheel", colour=rubber
        )
        pencil.ellipse(frame.at(side * 0.66, -0.06), 0.09, 0.07, "mirror", tone=0.85)
    pencil.polygon(frame, [(-0.56, 0.05), (-0.40, top), (0.40, top), (0.56, 0.05)], "body", round=0.12)
    pencil.ellipse(frame.at(0, top + 0.02), 0.40, 0.06, "body")
    glass = [(-0.46, 0.02), (-0.34, top + 0.1), (0.34, top + 0.1), (0.46, 0.02)]
    pencil.polygon(frame, glass, "window", colour=t.glass, round=0.18)
    pencil.ellipse(frame.at(0, 0.28), 0.68, 0.32, "body", power=4, round=0.25)
    pencil.ellipse(frame.at(0, 0.30), 0.22, 0.10, "grille", power=4, colour=rubber)
    for u in (-0.12, 0.0, 0.12):
        pencil.limb(frame, (u, 0.22), (u, 0.38), (0.022, 0.022), "grille", colour=colour(_CHROME, t.x))
    pencil.limb(frame, (-0.58, 0.52), (0.58, 0.52), (0.055, 0.055), "bumper", colour=colour(_CHROME, t.x), tone=0.8)
    for side in (-1.0, 1.0):
        lamp = frame.at(side * 0.42, 0.22)
        pencil.ellipse(lamp, 0.155, 0.155, "lamp", colour=colour(_CHROME, t.x), tone=0.7)
        pencil.ellipse(lamp, 0.12, 0.12, "lamp", colour=_lamp(t))
        pencil.ellipse(lamp.at(0.03, -0.03), 0.045, 0.045, "lamp", colour=colour((1.0, 1.0, 1.0), t.x))


def _lamp(t: Traits) -> Tensor:
    return colour(_LIT, t.x) * (0.35 + 0.65 * t.lamps[:, None])
