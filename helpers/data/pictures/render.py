"""From strokes to pixels, in batches that stay in the processor's cache."""

from dataclasses import dataclass

import torch
from torch import Tensor

from helpers.data.pictures.canvas import Canvas
from helpers.data.pictures.car import draw_front, draw_side
from helpers.data.pictures.creature import draw_creature
from helpers.data.pictures.masks import MASKS, PARTS
from helpers.data.pictures.scenery import draw_background, draw_foreground, draw_shadow
from helpers.data.pictures.strokes import Frame, Pencil
from helpers.data.pictures.traits import CAR, Traits, sample
from helpers.device import one_thread
from helpers.progress import progress_bar

SIZES = (32, 48, 64)
BATCH = 48  # pictures of 32 × 32 at a time: what the processor's second cache holds
SCALE = {draw_creature: 1.0, draw_side: 1.06, draw_front: 1.12}  # flat or narrow, a car shows as many edges as a cat


@dataclass(frozen=True)
class Pictures:
    """N pictures.

    images (N, 3, size, size) float32 in [0, 1]; labels (N,) int64, indices into CLASSES; masks: name → (N, size, size)
    bool, for each name in MASKS where a part, texture, curve or edge is seen, or {} if they were not asked for.
    """

    images: Tensor
    labels: Tensor
    masks: dict[str, Tensor]

    def __len__(self) -> int:
        return len(self.labels)


def paint(count: int, size: int = 32, difficulty: float = 1.1, seed: int = 0, device=None, masks=False) -> Pictures:
    """Draw `count` cats, dogs and cars by lot and paint them: `sample`, then `render`."""
    return render(sample(count, seed, difficulty), size, masks, device)


def render(traits: Traits, size: int = 32, masks: bool = False, device=None, without=()) -> Pictures:
    """Paint the pictures that `traits` describe; the same traits give the same picture, whatever stands beside it.

    size is 32, 48 or 64 pixels; masks=True adds where each of MASKS is seen. device: torch's, by default the CPU.
    without: names of parts (as of masks) that are left out, all else staying as it is, to the last bit.
    Raises ValueError for another size, or a part that is not painted.
    """
    if unknown := set(without) - set(PARTS):
        raise ValueError(f"nothing is painted that is called {', '.join(sorted(unknown))}: choose from {PARTS}")
    if size not in SIZES:
        raise ValueError(f"size must be one of {SIZES}, got {size}")
    traits = traits.to(device or "cpu")
    images = torch.empty(len(traits), 3, size, size, device=traits.x.device)
    found = {name: torch.zeros_like(images[:, 0], dtype=torch.bool) for name in MASKS} if masks else {}
    car, side = traits.label == CAR, traits.side > 0.5
    with one_thread(), progress_bar(len(traits), "painting", "picture") as bar:
        for kind, chosen in ((draw_creature, ~car), (draw_side, car & side), (draw_front, car & ~side)):
            if chosen.any():  # an empty tensor splits into one empty part, and drawing nothing takes as long as one
                for index in chosen.nonzero()[:, 0].split(4096):
                    for done in _render_kind(kind, traits[index], index, images, found, set(without)):
                        bar.update(done)
    return Pictures(images, traits.label, found)


def _render_kind(kind, traits: Traits, index: Tensor, images: Tensor, found: dict[str, Tensor], without: set):
    """Paint pictures of one kind, but for what is left out, into images[index] and their masks into `found`.

    Yields, after each batch, how many that were.
    """
    size = images.shape[-1]
    pencil = Pencil(2 / size, torch.stack([torch.cos(traits.light_angle), torch.sin(traits.light_angle)], -1))
    frame = Frame.of(traits.x, traits.y, traits.scale * SCALE[kind], traits.tilt, traits.flip)
    draw_background(pencil, traits)
    draw_shadow(pencil, frame, 0.8, 0.9 if kind is draw_creature else 0.66)
    kind(pencil, frame, traits)
    draw_foreground(pencil, traits)
    strokes = [stroke for stroke in pencil.strokes if stroke.name not in without]
    batch = BATCH * 32 * 32 // size**2
    for start in range(0, len(index), batch):
        rows = slice(start, start + batch)
        canvas = Canvas(traits[rows], frame.rows[rows], size, bool(found))
        canvas.paint(strokes, rows)
        images[index[rows]], masks = canvas.develop()
        for name, mask in masks.items():
            found[name][index[rows]] = mask
        yield len(index[rows])
