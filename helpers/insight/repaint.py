"""Is a cat eye AND ears AND whiskers? The same cats without each, and what the network says of every mixture."""

from dataclasses import dataclass, replace
from itertools import product

import torch
from torch import Tensor, nn

from helpers.data.pictures import CLASSES, Traits, render, sample
from helpers.training.metrics import predict

PARTS = ("eye", "ear", "whiskers")


def repainted(traits: Traits, parts: tuple[str, ...] = PARTS, size: int = 32) -> Tensor:
    """The same pictures with and without each part: (2, …, 2, N, 3, size, size), one axis a part, 0 without, 1 with it.

    parts: names of masks. All else stays as it was, to the last bit, also the noise.
    """
    mixtures = []
    for there in product((0, 1), repeat=len(parts)):
        left_out = tuple(part for part, seen in zip(parts, there, strict=True) if not seen)
        mixtures.append(render(traits, size, without=left_out).images)
    return torch.stack(mixtures).unflatten(0, (2,) * len(parts))


@dataclass(frozen=True)
class Conjunction:
    """What a network says of every mixture of parts, on three axes (0 without, 1 with), a number for each picture.

    logits (2, 2, 2, N): how far the logit of the class lies above the larger of the others; shares (2, 2, 2, N): the
    softmax share of the class.
    """

    logits: Tensor
    shares: Tensor
    parts: tuple[str, ...] = PARTS


def conjunction(net: nn.Module, traits: Traits, label: str = "cat", parts: tuple[str, ...] = PARTS) -> Conjunction:
    """Ask a network about the same pictures with every mixture of three parts."""
    mixtures = repainted(traits, parts)
    K = CLASSES.index(label)  # noqa: N806
    logits = predict(net, mixtures.flatten(0, -4)).unflatten(0, mixtures.shape[:-3])  # (2, 2, 2, N, classes)
    others = logits.index_fill(-1, torch.tensor(K), -torch.inf).amax(-1)
    return Conjunction(logits[..., K] - others, logits.softmax(-1)[..., K], parts)


def effects(table: Tensor) -> dict[tuple[int, ...], Tensor]:
    """How a table (2, 2, 2, …) splits into its parts: for every set of axes the mean effect, a tensor of the rest.

    The effect of one axis is the mean with it minus the mean without; of two, how much larger the first's effect is
    with the second than without, and so on: effects in a full factorial design, each difference counted once. A sum
    has effects of single axes alone; a conjunction has all of them, and of equal size up to factors of two.
    """
    found = {}
    for axes in product((False, True), repeat=3):
        part = table
        for axis, chosen in enumerate(axes):  # the axis is reduced, but kept, so that the numbers stay
            low, high = part.select(axis, 0), part.select(axis, -1)
            part = (high - low if chosen else (high + low) / 2).unsqueeze(axis)
        found[tuple(axis for axis, chosen in enumerate(axes) if chosen)] = part.reshape(table.shape[3:])
    return found


def cats(count: int = 200, seed: int = 0, difficulty: float = 0.5) -> Traits:
    """Cats that show all three parts: pointed ears, whiskers, nothing in front of them, well lit."""
    traits = sample(12 * count, seed, difficulty)
    fit = (traits.label == 0) & (traits.ears < 0.5) & (traits.whiskers > 0.5) & (traits.occluder[..., 2].amax(1) == 0)
    return traits[fit.nonzero()[:count, 0]]


def confounded(seed: int = 0) -> dict[str, Traits]:
    """Pictures made to mislead, one each: what they are called → traits.

    A dog with a cat's pointed ears, a dog with ears and whiskers, a cat with folded ears and none, a car from the
    front, whose lit lamps sit where eyes would.
    """
    traits = sample(60, seed, difficulty=0.35)
    cat, dog, car = ((traits.label == kind).nonzero()[0] for kind in range(3))
    full, none = torch.ones(1), torch.zeros(1)
    return {
        "dog with a cat's ears": replace(traits[dog], ears=none, side=none),
        "dog with a cat's ears and whiskers": replace(traits[dog], ears=none, whiskers=full, side=none),
        "cat with a dog's ears": replace(traits[cat], ears=full, whiskers=none, side=none),
        "car with lamps like eyes": replace(traits[car], side=none, lamps=full, wheels=full),
    }
