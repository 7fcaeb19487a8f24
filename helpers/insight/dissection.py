"""Which concept does a unit stand for? Where it is loudest, held against where each part of the picture is.

D. Bau, B. Zhou, A. Khosla, A. Oliva, A. Torralba: Network Dissection, CVPR 2017.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.data.pictures import Pictures
from helpers.insight.concepts import CONCEPTS
from helpers.insight.maps import layers, upsample

# A unit speaks up where it is louder than at this share of all places. Bau et al. take .995, of pictures 224 pixels
# wide; an eye or an ear of the picture world covers about .02 of its 32 × 32.
LOUD = 0.98
DETECTOR = 0.04  # the overlap from which Bau et al. call a unit a detector
BATCH = 100  # pictures whose maps are drawn out at once


@dataclass(frozen=True)
class Dissection:
    """One layer held against every concept.

    overlap (U, C): intersection over union of unit and concept, in [0, 1]; thresholds (U,): from where a unit counts as
    loud; concepts: the C names.
    """

    overlap: Tensor
    thresholds: Tensor
    concepts: tuple[str, ...] = CONCEPTS

    @property
    def names(self) -> list[str]:
        """For each unit, the concept it overlaps most."""
        return [self.concepts[place] for place in self.overlap.argmax(1)]

    @property
    def best(self) -> Tensor:
        """How much each unit overlaps that concept: (U,)."""
        return self.overlap.amax(1)

    def units_of(self, concept: str, at_least: float = DETECTOR) -> list[int]:
        """The units whose best concept this is, the surest first."""
        mine = [unit for unit, name in enumerate(self.names) if name == concept and self.best[unit] >= at_least]
        return sorted(mine, key=lambda unit: -self.best[unit])


def dissect(net: nn.Module, pictures: Pictures, loud: float = LOUD, concepts=CONCEPTS) -> list[Dissection]:
    """Dissect every layer of a ConvNet on pictures with masks: one Dissection a layer.

    A unit is loud where its map, drawn out over the picture, is above the value that `loud` of all places of its map
    over all pictures stay below. Raises ValueError for pictures without masks.
    """
    if not pictures.masks:
        raise ValueError("these pictures have no masks: paint them with masks=True.")
    size, found = pictures.images.shape[-1], []
    truth = torch.stack([pictures.masks[name] for name in concepts], 1)  # (B, C, size, size)
    for maps in layers(net, pictures.images):
        thresholds = maps.transpose(0, 1).flatten(1).quantile(loud, dim=1)  # (U,)
        both, unit, concept = torch.zeros(maps.shape[1], len(concepts)), 0.0, 0.0
        for part, mask in zip(maps.split(BATCH), truth.split(BATCH), strict=True):
            speaks = (upsample(part, size) > thresholds[:, None, None]).transpose(0, 1).flatten(1).float()  # (U, P)
            there = mask.transpose(0, 1).flatten(1).float()  # (C, P)
            both += speaks @ there.T
            unit, concept = unit + speaks.sum(1), concept + there.sum(1)
        found.append(Dissection(both / (unit[:, None] + concept - both).clamp(min=1), thresholds, tuple(concepts)))
    return found
