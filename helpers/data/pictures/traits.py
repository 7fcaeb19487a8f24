"""What can differ between two pictures: every trait of a picture as a tensor, and how they are drawn by lot."""

from dataclasses import dataclass, fields

import torch
from torch import Tensor

from helpers.data.pictures.lots import Lots
from helpers.data.pictures.palette import background, coats, decoys, iris, paints, trims

CLASSES = ("cat", "dog", "car")
CAT, DOG, CAR = range(3)
CLUTTER = 8  # three rings, two triangles, two bars, a bundle of hairs
OCCLUDERS = 2


@dataclass(frozen=True)
class Traits:
    """N pictures before a pixel is painted; every field is a tensor of length N.

    Lengths are in half picture widths (x to the right, y down, the centre is 0), angles in radians, colours RGB in
    [0, 1]. Switches lie in [0, 1] and may be anything between. Change one with `dataclasses.replace`.
    """

    label: Tensor  # (N,) int64, an index into CLASSES: says whether a car or an animal is painted, and no more
    side: Tensor  # 0 seen from the front, 1 from the side
    x: Tensor  # centre of the subject
    y: Tensor
    scale: Tensor  # half the height of the subject, about
    tilt: Tensor
    flip: Tensor  # 1 looks to the right, -1 to the left
    coat: Tensor  # (N, 3) fur or lacquer
    marking: Tensor  # (N, 3) colour of its stripes, spots and patches
    trim: Tensor  # (N, 3) colour of paws, belly and muzzle
    glass: Tensor  # (N, 3) colour of a car's windows
    fur: Tensor  # (N,) int64: 0 plain, 1 stripes, 2 spots
    fur_scale: Tensor  # stripes or spots per unit of the subject
    fur_angle: Tensor
    fur_phase: Tensor  # (N, 2)
    head: Tensor  # tilt of the head
    turn: Tensor  # where the face looks: -1 left, 1 right
    ears: Tensor  # 0 pointed, 1 folded down
    ear_size: Tensor  # 1 is usual
    eye_size: Tensor  # 1 is usual
    pupil: Tensor  # 0 a slit, 1 round
    iris: Tensor  # (N, 3)
    muzzle: Tensor  # 0 flat with a small nose, 1 long with a large one
    whiskers: Tensor  # 0 none, 1 full
    blush: Tensor  # 0 a dark nose, 1 a pink one
    tongue: Tensor  # 0 in, 1 out
    patch: Tensor  # 0 none, 1 a patch around one eye
    tail: Tensor  # 0 down, 1 up
    wheels: Tensor  # size of a car's wheels, 1 is usual
    roof: Tensor  # height of its cabin, 1 is usual
    lamps: Tensor  # 0 dark, 1 lit
    sky: Tensor  # (N, 2, 3) the background runs from one colour to the other
    sky_angle: Tensor
    weave: Tensor  # (N, 3) strength, waves per unit and phase of the background's texture
    ground: Tensor  # (N, 3)
    horizon: Tensor  # its y; beyond 1 there is none
    slope: Tensor
    clutter: Tensor  # (N, CLUTTER, 4) x, y, size, angle; size 0: not there
    clutter_colour: Tensor  # (N, CLUTTER, 3)
    occluder: Tensor  # (N, OCCLUDERS, 4) bars in front of the subject
    occluder_colour: Tensor  # (N, OCCLUDERS, 3)
    light: Tensor  # strength of the light's fall-off, in [0, 1]
    light_angle: Tensor  # where it comes from
    haze: Tensor  # 0 clear, 1 nothing but fog
    haze_colour: Tensor  # (N, 3)
    noise: Tensor  # standard deviation of each pixel's noise
    noise_at: Tensor  # (N,) int64, where in the stored noise this picture begins

    def __len__(self) -> int:
        return len(self.label)

    def __getitem__(self, index) -> "Traits":
        """The pictures that `index` (a slice, or a tensor of indices or booleans) selects."""
        return Traits(**{f.name: getattr(self, f.name)[index] for f in fields(self)})

    def to(self, device) -> "Traits":
        """The same traits on another device."""
        return Traits(**{f.name: getattr(self, f.name).to(device) for f in fields(self)})


def sample(count: int, seed: int = 0, difficulty: float = 1.1) -> Traits:
    """Draw the traits of `count` pictures, the three classes equally often and shuffled.

    difficulty scales how far the subject strays, turns and shrinks, and how much clutter, haze and noise surround it;
    0 is a studio portrait, 1.1 the course's own world. The same seed at another difficulty gives the same subjects.
    Raises ValueError for a negative count or difficulty.
    """
    if count < 0:
        raise ValueError(f"count must be 0 or more, got {count}")
    if not 0 <= difficulty <= 3:
        raise ValueError(f"difficulty must lie between 0 and 3, got {difficulty}")
    lots = Lots(count, seed)
    label = lots.shares(len(CLASSES))
    colours = _colours(lots)
    return Traits(
        label=label, **colours, **_pose(lots, difficulty), **_creature(lots, label, colours["trim"]), **_car(lots),
        **_scenery(lots, difficulty, colours), **_weather(lots, difficulty),
    )  # fmt: skip


def _colours(lots: Lots) -> dict[str, Tensor]:
    coat, marking = coats(lots)
    sky, ground = background(lots, coat)
    trim, glass = trims(lots, coat)
    return {
        "coat": coat, "marking": marking, "trim": trim, "glass": glass,
        "sky": sky, "ground": ground, "iris": iris(lots),
    }  # fmt: skip


def _pose(lots: Lots, difficulty: float) -> dict[str, Tensor]:
    scale = 0.83 * (1 - lots.between(0.0, 0.21) * difficulty)
    room = (1.2 - scale) * difficulty
    return {
        "side": lots.chance(0.5),
        "x": lots.between(-0.68, 0.68) * room,
        "y": 0.05 + lots.between(-0.50, 0.50) * room,
        "scale": scale,
        "tilt": lots.normal(0.13) * difficulty,
        "flip": 2 * lots.chance(0.5) - 1,
    }


def _creature(lots: Lots, label: Tensor, trim: Tensor) -> dict[str, Tensor]:
    """What makes a cat or a dog: no trait alone decides; 18 % of dogs prick their ears, 10 % of cats fold them."""
    dog = (label == DOG).float()
    folded = lots.chance(0.10 + 0.72 * dog)
    hidden = (trim.mean(1) < 0.45).float()  # a dark nose would not be seen
    dark = lots.chance(0.08 + 0.84 * dog)  # eyes: wide pupils at night, light eyes on a husky
    return {
        "fur": lots.integers(3),
        "fur_scale": lots.between(1.3, 2.4),
        "fur_angle": lots.normal(0.5),
        "fur_phase": lots.between(0, 6.28, 2),
        "head": lots.normal(0.12),
        "turn": lots.between(-1, 1),
        "ears": folded + (1 - 2 * folded) * lots.between(0, 0.15),
        "ear_size": lots.between(0.85, 1.15),
        "eye_size": 1.10 - 0.26 * dog + lots.normal(0.07),
        "pupil": dark + (1 - dark) * lots.between(0, 0.6),
        "muzzle": dog + (1 - 2 * dog) * lots.between(0, 0.22),
        "whiskers": lots.between(0.8, 1) * lots.chance(0.97 - 0.93 * dog),
        "blush": torch.maximum(lots.chance(0.75 - 0.5 * dog), hidden),
        "tongue": lots.chance(0.05 + 0.50 * dog),
        "patch": lots.chance(0.08 + 0.22 * dog),
        "tail": lots.between(0.4, 1) - 0.4 * dog,
    }


def _car(lots: Lots) -> dict[str, Tensor]:
    return {"wheels": lots.between(0.85, 1.2), "roof": lots.between(0.8, 1.2), "lamps": lots.between(0.5, 1)}


def _scenery(lots: Lots, difficulty: float, colours: dict[str, Tensor]) -> dict[str, Tensor]:
    there = lots.chance(0.84 * difficulty, CLUTTER)
    behind = torch.stack(
        [lots.between(-1, 1, CLUTTER), lots.between(-1, 1, CLUTTER),
         there * lots.between(0.16, 0.44, CLUTTER), lots.between(0, 6.28, CLUTTER)], -1,
    )  # fmt: skip
    there = lots.chance(0.07 * difficulty, OCCLUDERS)
    front = torch.stack(
        [lots.between(-0.8, 0.8, OCCLUDERS), lots.between(-0.6, 0.9, OCCLUDERS),
         there * lots.between(0.08, 0.13, OCCLUDERS), lots.between(0, 6.28, OCCLUDERS)], -1,
    )  # fmt: skip
    weave = torch.stack([lots.between(0, 0.65) * difficulty, lots.between(5, 16), lots.between(0, 6.28)], -1)
    return {
        "clutter": behind, "clutter_colour": decoys(lots, CLUTTER, colours),
        "occluder": front, "occluder_colour": paints(lots, OCCLUDERS),
        "weave": weave, "sky_angle": lots.between(0, 6.28),
        "horizon": lots.between(0.2, 1.2), "slope": lots.normal(0.08),
    }  # fmt: skip


def _weather(lots: Lots, difficulty: float) -> dict[str, Tensor]:
    return {
        "light": lots.between(0, 0.5) * min(difficulty, 2),
        "light_angle": lots.between(0, 6.28),
        "haze": (lots.between(0, 0.36) * difficulty).clamp(max=0.85),
        "haze_colour": lots.between(0.08, 0.92, 3),
        "noise": lots.between(0.012, 0.036) * difficulty,
        "noise_at": lots.integers(2**19),
    }
