"""Cats and dogs: one drawing, in which only the traits tell one from the other."""

from functools import cache

import torch
from torch import Tensor

from helpers.data.pictures.strokes import Frame, Pencil
from helpers.data.pictures.traits import Traits

_INK = (0.10, 0.08, 0.12)
_PINK = (0.93, 0.52, 0.55)
_TONGUE = (0.95, 0.40, 0.45)
_WHITE = (1.0, 1.0, 1.0)


def between(share: Tensor, start, end) -> Tensor:
    """`start` where share is 0, `end` where it is 1, and all that lies between."""
    return start + share * (end - start)


def colour(rgb, like: Tensor) -> Tensor:
    """One colour for every picture: (N, 3)."""
    return _mixed(rgb, like.device).expand(len(like), 3)


@cache
def _mixed(rgb: tuple[float, float, float], device: torch.device) -> Tensor:
    return torch.tensor(rgb, device=device)


def draw_creature(pencil: Pencil, frame: Frame, t: Traits) -> None:
    """An animal in its frame, about 2 units high: sitting where `side` is 0, standing where it is 1."""
    _tail(pencil, frame, t)
    _body(pencil, frame, t)
    head = frame.at(between(t.side, 0.0, 0.42), between(t.side, -0.40, -0.32), t.head)
    # The shadow of the head, then the head.
    pencil.ellipse(
        head.at(0, 0.12), 0.48, 0.44, colour=colour(_INK, t.x), opacity=torch.full_like(t.x, 0.35), soft=0.12
    )
    pencil.ellipse(head, between(t.muzzle, 0.56, 0.49), between(t.muzzle, 0.45, 0.48), "head", round=0.22)
    face = head.at(0.10 * t.turn, 0.0)
    _ears(pencil, head, t)
    _muzzle(pencil, face, t)
    _eyes(pencil, face, t)


def _tail(pencil: Pencil, frame: Frame, t: Traits) -> None:
    root = (between(t.side, 0.26, -0.62), between(t.side, 0.78, 0.22))
    bend = (between(t.side, 0.70, -0.98), between(t.tail, 0.82, 0.40) - 0.25 * t.side)
    tip = (bend[0] + between(t.side, 0.10, -0.04), bend[1] - between(t.tail, 0.0, 0.55))
    pencil.limb(frame, root, bend, (0.10, between(t.tail, 0.11, 0.075)), "tail", tone=0.92)
    pencil.limb(frame, bend, tip, (between(t.tail, 0.11, 0.075), between(t.tail, 0.08, 0.05)), "tail", tone=0.98)


def _body(pencil: Pencil, frame: Frame, t: Traits) -> None:
    for u in (-1.0, 1.0):  # far legs, or the haunches of one that sits
        hip = between(t.side, 0.25 * u, 0.42 * u + 0.06)
        thick = (0.17 - 0.05 * t.side, 0.10)
        pencil.limb(frame, (hip, between(t.side, 0.62, 0.40)), (hip + 0.06 * u, 0.84), thick, "leg", tone=0.78)
    trunk, wide, high = (
        frame.at(0, between(t.side, 0.42, 0.28)),
        between(t.side, 0.36, 0.66),
        between(t.side, 0.50, 0.31),
    )
    pencil.ellipse(trunk, wide, high, "body", round=0.25)
    front = 1 - t.side
    pencil.ellipse(
        frame.at(0, 0.45), 0.20 * front, 0.32 * front, "body", soft=0.05, colour=t.trim, opacity=0.55 * front
    )
    for u in (-1.0, 1.0):  # near legs and their paws
        top, foot = between(t.side, 0.15 * u, 0.44 * u), between(t.side, 0.14 * u, 0.43 * u)
        pencil.limb(frame, (top, between(t.side, 0.55, 0.42)), (foot, 0.86), (0.115, 0.105), "leg", tone=1.04)
        pencil.ellipse(frame.at(foot, 0.92), 0.13, 0.085, "leg", colour=t.trim, round=0.1)


def _ears(pencil: Pencil, head: Frame, t: Traits) -> None:
    """Ears as tapered limbs: pointed ones are wide at the root, folded ones wide at the tip."""
    droop = t.ears
    for side in (-1.0, 1.0):
        root = (side * between(droop, 0.31, 0.42), between(droop, -0.24, -0.25))
        length = t.ear_size
        tip = (side * (0.31 + length * between(droop, 0.12, 0.27)), -0.24 + length * between(droop, -0.50, 0.50))
        width = (between(droop, 0.19, 0.11), between(droop, 0.025, 0.165))
        pencil.limb(head, root, tip, width, "ear", tone=between(droop, 1.0, 0.72))
        inner = (between(droop, 0.10, 0.03), between(droop, 0.015, 0.03))
        middle = tuple(r + 0.72 * (e - r) for r, e in zip(root, tip, strict=True))
        pencil.limb(head, root, middle, inner, "ear", colour=colour(_PINK, t.x), opacity=(1 - 1.4 * droop).clamp(0, 1))


def _muzzle(pencil: Pencil, face: Frame, t: Traits) -> None:
    m, ink = t.muzzle, colour(_INK, t.x)
    hair = {"colour": t.trim, "opacity": t.whiskers}
    pencil.fan(face.at(0, 0.16), 0.20, 0.20 + 0.55 * t.whiskers, 0.30, 0.020, "whiskers", **hair)
    tongue = {"colour": colour(_TONGUE, t.x), "opacity": t.tongue}
    pencil.ellipse(face.at(0.03, between(m, 0.30, 0.42)), 0.085, 0.13, "tongue", **tongue)
    for side in (-1.0, 1.0):
        cheek, wide, high = (
            face.at(side * 0.10, between(m, 0.19, 0.23)),
            between(m, 0.13, 0.175),
            between(m, 0.105, 0.17),
        )
        pencil.ellipse(cheek, wide, high, "muzzle", colour=t.trim, round=0.12)
    pencil.limb(face, (0.0, between(m, 0.12, 0.14)), (0.0, between(m, 0.25, 0.34)), (0.018, 0.014), "mouth", colour=ink)
    nose, wide, high = face.at(0, between(m, 0.11, 0.10)), between(m, 0.065, 0.15), between(m, 0.048, 0.11)
    pencil.ellipse(nose, wide, high, "nose", colour=torch.lerp(ink, colour(_PINK, t.x) * 0.9, t.blush[:, None]))


def _eyes(pencil: Pencil, face: Frame, t: Traits) -> None:
    dark = torch.lerp(t.iris, t.iris * 0.22, t.pupil[:, None].pow(3))
    pencil.ellipse(face.at(0.21, -0.08), 0.17, 0.18, "patch", colour=t.marking, opacity=t.patch)
    for side in (-1.0, 1.0):
        eye = face.at(side * between(t.muzzle, 0.23, 0.18), between(t.muzzle, -0.05, -0.12))
        pencil.ellipse(eye, 0.125 * t.eye_size, 0.135 * t.eye_size, "eye", colour=dark)
        wide, high = between(t.pupil, 0.035, 0.085) * t.eye_size, 0.105 * t.eye_size
        pencil.ellipse(eye.at(0.02 * t.turn, 0), wide, high, "eye", colour=colour(_INK, t.x))
        pencil.ellipse(eye.at(0.045, -0.05), 0.036, 0.036, "eye", colour=colour(_WHITE, t.x))
