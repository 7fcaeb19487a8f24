"""A batch of pictures while they are painted: how much of each pixel a shape covers, colour over colour."""

from collections.abc import Iterator
from itertools import islice

import torch
from torch import Tensor

from helpers.data.pictures.masks import Ledger
from helpers.data.pictures.strokes import Stroke
from helpers.data.pictures.traits import Traits

_MARKS = [(0.0, 0.0), (2.0, 0.2), (4.0, -0.8)]  # plain, stripes, spots: contrast and share of the marking's colour
_NOISE: dict[torch.device, Tensor] = {}


class Canvas:
    """B pictures of one kind, painted stroke by stroke; the sky is there from the start."""

    def __init__(self, traits: Traits, subject: Tensor, size: int, masks: bool):
        """traits of B pictures; subject (B, 2, 3): the frame in which their fur lies."""
        self.traits, self.size = traits, size
        self.axis = (torch.arange(size, device=traits.x.device) + 0.5) * (2 / size) - 1
        self.ledger = Ledger() if masks else None
        self.image, self.coat = self._sky(), self._coat(subject)

    def planes(self, rows: Tensor) -> Iterator[Tensor]:
        """The linear functions rows (B, K, 3) of (x, y, 1) at every pixel: K tensors (B, size, size), one by one."""
        across = rows[..., 0, None] * self.axis
        down = torch.addcmul(rows[..., 2, None], rows[..., 1, None], self.axis)
        return map(torch.add, across[:, :, None].unbind(1), down[..., None].unbind(1))

    def paint(self, strokes: list[Stroke], rows: slice) -> None:
        """Paint pictures `rows` of the strokes, one after the other, over what is there."""
        strokes = seen(strokes, rows)
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
            if self.ledger:
                self.ledger.add(stroke, cover)

    def develop(self) -> tuple[Tensor, dict[str, Tensor]]:
        """The pictures (B, 3, size, size) as a camera sees them: lit, through haze, with noise; and their masks."""
        t, image = self.traits, self.image
        toward = torch.stack([torch.cos(t.light_angle), torch.sin(t.light_angle)], -1) * t.light[:, None]
        light = next(self.planes(torch.cat([toward, torch.ones_like(toward[:, :1])], -1)[:, None]))
        image.mul_(light[:, None]).lerp_(t.haze_colour[..., None, None], t.haze[:, None, None, None])
        masks = self.ledger.masks(image, self.pattern, t.fur) if self.ledger else {}
        noise = _noise(t.x.device).unfold(0, image[0].numel(), 1)[t.noise_at].view_as(image)
        return image.addcmul_(noise, t.noise[:, None, None, None]).clamp_(0, 1), masks

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
        cos, sin = (turn(t.fur_angle) * t.fur_scale * 2 * torch.pi for turn in (torch.cos, torch.sin))
        first = cos[:, None] * subject[:, 0] + sin[:, None] * subject[:, 1]
        second = cos[:, None] * subject[:, 1] - sin[:, None] * subject[:, 0]
        rows = torch.stack([first, second * (t.fur == 2)[:, None]], 1)
        rows[..., 2] += torch.where((t.fur == 2)[:, None], t.fur_phase, 1.57)
        one, two = self.planes(rows)
        gain, bias = torch.tensor(_MARKS, device=t.x.device)[t.fur, :, None, None].unbind(1)
        self.pattern = one.sin_().mul_(two.sin_()).mul_(gain).add_(bias).clamp_(0, 1)
        coat = t.coat[..., None, None]
        return torch.addcmul(coat, (t.marking - t.coat)[..., None, None], self.pattern[:, None])


def seen(strokes: list[Stroke], rows: slice) -> list[Stroke]:
    """The strokes without those that are invisible (opacity 0) in every picture of `rows`."""
    faint = [stroke for stroke in strokes if stroke.faint]
    there = torch.stack([stroke.numbers[rows, -1] for stroke in faint]).amax(1).tolist() if faint else []
    hidden = {id(stroke) for stroke, opacity in zip(faint, there, strict=True) if not opacity}
    return [stroke for stroke in strokes if id(stroke) not in hidden]


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
