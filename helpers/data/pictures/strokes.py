"""A picture is a list of strokes: shapes in a frame, still without pixels.

A frame maps points of the picture to the coordinates of a thing (an animal, its head). A stroke keeps, for each of N
pictures, the few linear functions of x and y that its shape is made of, so painting it costs a handful of operations.
"""

from dataclasses import dataclass, field

import torch
from torch import Tensor


def column(value, like: Tensor) -> Tensor:
    """`value`, a number or a tensor (N,), as a tensor (N,) on the device of `like`."""
    return value if isinstance(value, Tensor) else torch.full_like(like, value)


@dataclass(frozen=True)
class Frame:
    """Coordinates of a thing in N pictures: rows (N, 2, 3) map (x, y, 1) to (u, v); unit (N,) is its length 1."""

    rows: Tensor
    unit: Tensor

    @classmethod
    def of(cls, x: Tensor, y: Tensor, scale: Tensor, angle: Tensor, flip=1.0) -> "Frame":
        """The frame with its origin at (x, y), turned by `angle`, mirrored where flip is -1, `scale` to the unit."""
        cos, sin, zero = torch.cos(angle) / scale, torch.sin(angle) / scale, torch.zeros_like(x)
        rows = torch.stack([torch.stack([cos, sin, zero], -1), torch.stack([-sin, cos, zero], -1)], 1)
        rows[..., 2] = -(rows[..., 0] * x[:, None] + rows[..., 1] * y[:, None])
        rows[:, 0] *= column(flip, x)[:, None]
        return cls(rows, scale)

    def at(self, u, v, angle: Tensor | None = None) -> "Frame":
        """The frame with its origin at (u, v) of this one, each a number or (N,), turned by `angle` (N,) if given."""
        moved = self.rows.clone()
        if isinstance(u, Tensor) or isinstance(v, Tensor):
            moved[..., 2] -= torch.stack([column(u, self.unit), column(v, self.unit)], -1)
        else:
            moved[..., 2] -= torch.tensor([u, v], device=moved.device)
        if angle is None:
            return Frame(moved, self.unit)
        cos, sin = torch.cos(angle)[:, None], torch.sin(angle)[:, None]
        turned = [cos * moved[:, 0] + sin * moved[:, 1], cos * moved[:, 1] - sin * moved[:, 0]]
        return Frame(torch.stack(turned, 1), self.unit)


@dataclass(frozen=True)
class Stroke:
    """One shape in N pictures.

    rows (N, K, 3): the linear functions of (x, y, 1) the shape is made of, scaled so that its edge is one pixel wide;
    where it is shaded, the first is how bright it is. numbers (N, J): what else the shape needs; where it is faint, the
    last is its opacity. colour (N, 3), or None for the coat of the subject. name: the mask it belongs to.
    """

    shape: str
    rows: Tensor
    numbers: Tensor
    name: str = ""
    colour: Tensor | None = None
    shaded: bool = False
    faint: bool = False


@dataclass
class Pencil:
    """Collects the strokes of a picture; `pixel` is a pixel's width in half picture widths."""

    pixel: float
    light: Tensor  # (N, 2): towards the light, in picture coordinates
    strokes: list[Stroke] = field(default_factory=list)

    def ellipse(self, frame: Frame, width, height, name="", *, soft=0.0, power=2, **look) -> None:
        """An ellipse with half axes `width`, `height` around the frame's origin; power 4 makes a rounded box."""
        width, height = (column(value, frame.unit).clamp(min=1e-3) for value in (width, height))
        radius = frame.unit * (width * height).sqrt()
        gain = radius / (power * (self.pixel + soft * frame.unit))
        unit = torch.stack([frame.rows[:, 0] / width[:, None], frame.rows[:, 1] / height[:, None]], 1)
        shape = {2: "ellipse", 4: "box"}[power]
        self._add(shape, unit * gain.pow(1 / power)[:, None, None], (gain + 0.5)[:, None], name, unit, **look)

    def limb(self, frame: Frame, start, end, radius, name="", **look) -> None:
        """A line from start to end (pairs of numbers or (N,)), thick `radius` = (at its start, at its end)."""
        (u0, v0), (u1, v1), (r0, r1) = ([column(v, frame.unit) for v in pair] for pair in (start, end, radius))
        along = frame.at(u0, v0, torch.atan2(v1 - v0, u1 - u0))
        length, edge = torch.hypot(u1 - u0, v1 - v0).clamp(min=1e-3), frame.unit / self.pixel
        rows = torch.stack([along.rows[:, 0] / length[:, None], along.rows[:, 1] * edge[:, None]], 1)
        numbers = torch.stack([length * edge, r0 * edge + 0.5, (r1 - r0) * edge], -1)
        unit = frame.at((u0 + u1) / 2, (v0 + v1) / 2).rows / (length / 2 + r0)[:, None, None]
        self._add("limb", rows, numbers, name, unit, **look)

    def polygon(self, frame: Frame, corners, name="", **look) -> None:
        """A convex polygon; corners: pairs (u, v) of numbers or (N,), in either order around."""
        points = torch.stack([torch.stack([column(v, frame.unit) for v in pair], -1) for pair in corners], 1)  # N, K, 2
        centre = points.mean(1, keepdim=True)
        step = points.roll(-1, 1) - points
        normal = torch.stack([-step[..., 1], step[..., 0]], -1)
        normal = normal / normal.norm(dim=-1, keepdim=True).clamp(min=1e-6)
        offset = -(normal * points).sum(-1)
        inside = torch.where((normal * centre).sum(-1) + offset < 0, -1.0, 1.0)
        normal, offset = normal * inside[..., None], offset * inside
        rows = (normal[..., None] * frame.rows[:, None]).sum(2)  # no matrix product: its last bit depends on the batch
        rows[..., 2] += offset
        rows *= (frame.unit / self.pixel)[:, None, None]
        rows[..., 2] += 0.5
        reach = (points - centre).norm(dim=-1).amax(1)
        unit = frame.at(centre[:, 0, 0], centre[:, 0, 1]).rows / reach[:, None, None].clamp(min=1e-3)
        self._add("polygon", rows, rows[:, :0, 0], name, unit, **look)

    def fan(self, frame: Frame, near, far, spread, radius, name="", **look) -> None:
        """Three hairs to each side of the frame's origin, from `near` to `far`, `spread` apart in slope."""
        near, far, spread, radius = (column(v, frame.unit) for v in (near, far, spread, radius))
        edge = frame.unit / self.pixel
        numbers = torch.stack([spread, radius * edge + 0.5, (near + far) / 2 * edge, (far - near) / 2 * edge + 0.5], -1)
        self._add("fan", frame.rows * edge[:, None, None], numbers, name, frame.rows, **look)

    def _add(self, shape, rows, numbers, name, unit, *, colour=None, round=0.0, opacity=None, tone=None) -> None:
        """Append the stroke; `round` is how strongly the light models it, `tone` its brightness on the whole."""
        shaded, faint = bool(round) or tone is not None, opacity is not None
        if shaded:
            shade = self._shade(unit, round, 1.0 if tone is None else tone)
            rows = torch.cat([shade[:, None], rows], 1)
        if faint:
            numbers = torch.cat([numbers, opacity[:, None]], 1)
        self.strokes.append(Stroke(shape, rows, numbers, name, colour, shaded, faint))

    def _shade(self, unit: Tensor, round: float, tone) -> Tensor:
        """Brightness (N, 3) as a linear function: `tone` in the middle, more towards the light, less away from it."""
        basis = unit[..., :2] / unit[..., :2].norm(dim=-1, keepdim=True)
        toward = (basis * self.light[:, None]).sum(-1, keepdim=True)
        shade = round * (toward * unit).sum(1)
        shade[:, 2] += tone
        return shade
