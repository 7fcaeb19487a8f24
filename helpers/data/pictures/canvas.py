"""A batch of pictures while they are painted: coverage of each shape, colour over colour, masks of what stays visible."""

from collections.abc import Iterator
from itertools import islice

import torch
from torch import Tensor

from helpers.data.pictures.strokes import Stroke
from helpers.data.pictures.traits import Traits

_NOISE: dict[torch.device, Tensor] = {}
_LUMINANCE = (0.299, 0.587, 0.114)


class Canvas:
    """B pictures of one kind, painted stroke by stroke; the sky is there from the start."""

    def __init__(self, traits: Traits, subject: Tensor, size: int, masks: bool):
        """traits of B pictures; subject (B, 2, 3): the frame in which their fur lies."""
        self.traits, self.size = traits, size
        self.axis = (torch.arange(size, device=traits.x.device) + 0.5) * (2 / size) - 1
        self.cover: dict[str, Tensor] | None = {} if masks else None
        self.image, self.coat = self._sky(), self._coat(subject)

    def planes(self, rows: Tensor) -> Iterator[Tensor]:
        """The linear functions rows (B, K, 3) of (x, y, 1) at every pixel: K tensors (B, size, size), one by one."""
        across = rows[..., 0, None] * self.axis
        down = torch.addcmul(rows[..., 2, None], rows[..., 1, None], self.axis)
        return map(torch.add, across[:, :, None].unbind(1), down[..., None].unbind(1))

    def paint(self, strokes: list[Stroke], rows: slice) -> None:
        """Paint pictures `rows` of the strokes, one after the other, over what is there."""
        # All that is small is worked out for every stroke at once: a call costs as much as a thousand pixels.
        planes = self.planes(torch.cat([stroke.rows[rows] for stroke in strokes], 1))
        numbers = iter(torch.cat([stroke.numbers[rows] for stroke in strokes], 1)[..., None, None].unbind(1))
        colours = iter(
            torch.stack([s.colour[rows] for s in strokes if s.colour is not None], 1)[..., None, None].unbind(1)
        )
        for stroke in strokes:
            shade = next(planes)[:, None] if stroke.shaded else None
            shape = islice(planes, stroke.rows.shape[1] - stroke.shaded)
            cover = SHAPES[stroke.shape](shape, numbers).clamp_(0, 1)
            if stroke.faint:
                cover.mul_(next(numbers))
            colour = self.coat if stroke.colour is None else next(colours)
            self.image.lerp_(colour if shade is None else colour * shade, cover[:, None])
            if self.cover is not None:
                self._remember(stroke, cover)

    def develop(self) -> Tensor:
        """The pictures (B, 3, size, size) as the camera sees them: lit, through haze, with noise, in [0, 1]."""
        t, image = self.traits, self.image
        rows = torch.stack(
            [torch.cos(t.light_angle) * t.light, torch.sin(t.light_angle) * t.light, torch.ones_like(t.x)], -1
        )
        image.mul_(next(self.planes(rows[:, None]))[:, None])
        image.lerp_(t.haze_colour[..., None, None], t.haze[:, None, None, None])
        length = 3 * self.size**2
        noise = _noise(t.x.device).unfold(0, length, 1)[t.noise_at].view_as(image)
        return image.addcmul_(noise, t.noise[:, None, None, None]).clamp_(0, 1)

    def masks(self) -> dict[str, Tensor]:
        """Where each part is seen: name → (B, size, size) bool."""
        return {name: cover > 0.5 for name, cover in self.cover.items()}

    def _sky(self) -> Tensor:
        t = self.traits
        direction = torch.stack([torch.cos(t.sky_angle), torch.sin(t.sky_angle)], -1)
        strength, waves, phase = t.weave.unbind(-1)
        rows = torch.stack(
            [torch.cat([0.5 * direction, 0.5 + 0 * phase[:, None]], -1),
             torch.cat([waves[:, None] * direction.flip(-1), phase[:, None]], -1)], 1,
        )  # fmt: skip
        run, wave = self.planes(rows)
        run = run.addcmul_(wave.sin_(), strength[:, None, None])
        start, end = t.sky[:, 0, :, None, None], t.sky[:, 1, :, None, None]
        return torch.addcmul(start, end - start, run[:, None])

    def _coat(self, subject: Tensor) -> Tensor:
        """Fur or lacquer as if it filled the picture: stripes are one wave, spots the product of two."""
        t = self.traits
        cos, sin = torch.cos(t.fur_angle) * t.fur_scale * 6.28, torch.sin(t.fur_angle) * t.fur_scale * 6.28
        first = cos[:, None] * subject[:, 0] + sin[:, None] * subject[:, 1]
        second = cos[:, None] * subject[:, 1] - sin[:, None] * subject[:, 0]
        rows = torch.stack([first, second * (t.fur == 2)[:, None]], 1)
        rows[..., 2] += torch.where((t.fur == 2)[:, None], t.fur_phase, 1.57)
        one, two = self.planes(rows)
        gain = torch.tensor([0.0, 2.0, 4.0], device=t.x.device)[t.fur][:, None, None]
        bias = torch.tensor([0.0, 0.2, -0.8], device=t.x.device)[t.fur][:, None, None]
        self.pattern = one.sin_().mul_(two.sin_()).mul_(gain).add_(bias).clamp_(0, 1)
        coat = t.coat[..., None, None]
        return torch.addcmul(coat, (t.marking - t.coat)[..., None, None], self.pattern[:, None])

    def _remember(self, stroke: Stroke, cover: Tensor) -> None:
        for mask in self.cover.values():
            mask.mul_(1 - cover)
        if stroke.name:
            self.cover[stroke.name] = self.cover.get(stroke.name, 0) + cover


def _ellipse(planes, numbers) -> Tensor:
    u, v = planes
    return torch.sub(next(numbers), u.mul_(u).addcmul_(v, v), out=u)


def _box(planes, numbers) -> Tensor:
    u, v = (plane.mul_(plane) for plane in planes)
    return torch.sub(next(numbers), u.mul_(u).addcmul_(v, v), out=u)


def _limb(planes, numbers) -> Tensor:
    u, v = planes
    length, start, growth = islice(numbers, 3)
    along = u.clamp(0, 1)
    distance = u.sub_(along).mul_(length)
    distance = distance.mul_(distance).addcmul_(v, v).sqrt_()
    return torch.addcmul(start, along, growth).sub_(distance)


def _polygon(planes, numbers) -> Tensor:
    inside = next(planes)
    for edge in planes:
        torch.minimum(inside, edge, out=inside)
    return inside


def _fan(planes, numbers) -> Tensor:
    """Hairs at slopes -1, 0 and 1 times the spread: fold the slope to the nearest of them."""
    u, v = planes
    spread, radius, middle, half = islice(numbers, 4)
    u.abs_()
    step = u * spread
    hair = (v / step.clamp(min=1e-3)).round_().clamp_(-1, 1)
    off = v.sub_(hair.mul_(step)).abs_()
    return torch.minimum(radius - off, half - u.sub_(middle).abs_())


SHAPES = {"ellipse": _ellipse, "box": _box, "limb": _limb, "polygon": _polygon, "fan": _fan}


def _noise(device: torch.device) -> Tensor:
    """Normal noise, drawn once: each picture reads its own stretch of it, so it needs no generator of its own."""
    if device not in _NOISE:
        stored = torch.randn(2**19 + 3 * 64**2, generator=torch.Generator().manual_seed(64))
        _NOISE[device] = stored.to(device)
    return _NOISE[device]
