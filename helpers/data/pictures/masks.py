"""Where each part, texture, curve and edge of a picture is seen: the truth to hold a network's units against."""

import torch
from torch import Tensor
from torch.nn.functional import pad

from helpers.data.pictures.strokes import Stroke

PARTS = (
    "head", "body", "leg", "tail", "ear", "eye", "patch", "muzzle", "nose", "mouth", "tongue", "whiskers",
    "window", "door", "lamp", "bumper", "wheel", "mirror", "grille", "ground", "clutter", "occluder",
)  # fmt: skip
EDGES = ("edge_vertical", "edge_rising", "edge_horizontal", "edge_falling")  # by how the edge itself runs
MASKS = (*PARTS, "subject", "curve", "stripes", "spots", *EDGES)
_SCENERY = {"", "ground", "clutter", "occluder"}
_LUMINANCE = torch.tensor([0.299, 0.587, 0.114])
_CONTRAST = 0.06  # half the difference in luminance, from one neighbour to the other, that counts as an edge


class Ledger:
    """What is still visible of all that was painted so far on B pictures."""

    def __init__(self):
        self.cover: dict[str, Tensor] = {}

    def add(self, stroke: Stroke, cover: Tensor) -> None:
        """Note a stroke: it hides what lies below cover (B, size, size) in [0, 1], and is seen there itself."""
        for below in self.cover.values():
            below.mul_(1 - cover)
        names = {stroke.name} - {""}
        if stroke.name not in _SCENERY:
            names.add("subject")
            if stroke.colour is None:
                names.add("coat")
            if stroke.shape == "ellipse":
                self._put("curve", 4 * cover * (1 - cover))
        for name in names:
            self._put(name, cover)

    def masks(self, clean: Tensor, pattern: Tensor, fur: Tensor) -> dict[str, Tensor]:
        """All of MASKS, each (B, size, size) bool.

        clean (B, 3, size, size): the picture without noise; pattern (B, size, size): how much of the marking's colour
        the coat has; fur (B,): 0 plain, 1 stripes, 2 spots.
        """
        nowhere = torch.zeros_like(pattern, dtype=torch.bool)
        found = {name: self.cover[name] > 0.5 if name in self.cover else nowhere for name in MASKS}
        marked = self.cover.get("coat", torch.zeros_like(pattern)) * pattern > 0.5
        found["stripes"], found["spots"] = (marked & (fur == kind)[:, None, None] for kind in (1, 2))
        return found | edges(clean)

    def _put(self, name: str, cover: Tensor) -> None:
        self.cover[name] = self.cover[name] + cover if name in self.cover else cover.clone()


def edges(clean: Tensor) -> dict[str, Tensor]:
    """Pixels of pictures (B, 3, H, W) on an edge, sorted by how it runs, to the nearest 45°: name → (B, H, W) bool."""
    light = (clean * _LUMINANCE.to(clean.device)[:, None, None]).sum(1)
    light = pad(light[:, None], (1, 1, 1, 1), mode="replicate")[:, 0]
    across, down = (light[:, 1:-1, 2:] - light[:, 1:-1, :-2]) / 2, (light[:, 2:, 1:-1] - light[:, :-2, 1:-1]) / 2
    strong = torch.hypot(across, down) > _CONTRAST
    # The gradient stands upright on the edge: where it points to the right, the edge is vertical.
    direction = (torch.atan2(down, across) / (torch.pi / 4)).round().long() % 4
    return {name: strong & (direction == k) for k, name in enumerate(EDGES)}
