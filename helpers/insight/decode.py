"""One picture on its way through a network: in each layer the loudest units, what they stand for, what they see."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.data.pictures import render
from helpers.device import one_thread
from helpers.insight.album import Page, shown
from helpers.insight.examples import seen_by
from helpers.insight.maps import layers, upsample

WORDS = {
    "edge_vertical": "upright edge", "edge_rising": "rising edge", "edge_horizontal": "level edge",
    "edge_falling": "falling edge", "clutter": "things around",
}  # fmt: skip
EXAMPLES: dict[int, Tensor] = {}  # those of the pictures of `shown()` that were needed so far
HEARD = 0.5  # a unit less loud than this share of its usual loudest is not shown
UNSURE = 0.2  # a unit whose nearest concept goes along with it less than this has no name


@dataclass(frozen=True)
class Seen:
    """One unit while it looks at one picture.

    layer, unit: which, the layer from 1, the unit from 0; concept: its nearest concept, in words, or "" if none is
    near; sure: their correlation; loudness: how loud it is here, 1 is as loud as it usually gets; glow (32, 32): where,
    as shares of its loudest; feature (3, s, s): what makes it loud; examples: what it sees of the pictures that do.
    """

    layer: int
    unit: int
    concept: str
    sure: float
    loudness: float
    glow: Tensor
    feature: Tensor
    examples: list[Tensor]

    @property
    def place(self) -> str:
        """Where it is loudest, in words."""
        row, column = divmod(int(self.glow.argmax()), self.glow.shape[1])
        up, left = (3 * part // side for part, side in zip((row, column), self.glow.shape, strict=True))
        words = " ".join([("top", "", "bottom")[up], ("left", "", "right")[left]]).strip()
        return f"at the {words}" if words else "in the middle"


@dataclass(frozen=True)
class Decoded:
    """A picture (3, 32, 32), the network's shares (K,) for it, and for each layer its loudest units, loudest first."""

    image: Tensor
    shares: Tensor
    columns: list[list[Seen]]


def decode(net: nn.Module, image: Tensor, album: Sequence[Page], count: int = 3) -> Decoded:
    """Send a picture (3, 32, 32) through a MiniAlexNet and pick the `count` loudest units of each layer.

    Loud means loud for this unit (by its album). Of several units for one concept only the loudest is taken: three
    times "wheel" says no more than once. Units without a name come last.
    """
    with one_thread():  # for one picture a second thread costs more than it brings
        maps = layers(net, image[None])
        with torch.no_grad():
            device = next(net.parameters()).device
            shares = net.classify(maps[-1].mean((2, 3)).to(device)).softmax(1)[0].cpu()
        picked = [chosen(part, page, count) for part, page in zip(maps, album, strict=True)]
        paint_examples(album, picked)
        columns = [
            [seen(part, layer, unit, page) for unit in units]
            for layer, (part, page, units) in enumerate(zip(maps, album, picked, strict=True), start=1)
        ]
    return Decoded(image, shares, columns)


def chosen(maps: Tensor, page: Page, count: int) -> list[int]:
    """The loudest units of one layer (1, U, H, W), each for another concept; those without a name come last."""
    loudness = loud(maps, page)
    order = [unit for unit in loudness.argsort(descending=True).tolist() if loudness[unit] >= HEARD]
    named = [unit for unit in order if page.sure[unit] >= UNSURE]
    picked: dict[str, int] = {}
    for unit in named:
        picked.setdefault(page.names[unit], unit)
    unnamed = [unit for unit in order if page.sure[unit] < UNSURE]
    return [*picked.values(), *unnamed][:count]


def loud(maps: Tensor, page: Page) -> Tensor:
    """How loud each unit is at its loudest place: (U,), 1 as loud as usual; 0 for one that is never loud."""
    most = maps[0].flatten(1).amax(1)
    return torch.where(page.loud > 1e-3, most / page.loud.clamp(min=1e-3), torch.zeros(()))


def seen(maps: Tensor, layer: int, unit: int, page: Page) -> Seen:
    """One unit of one layer (1, U, H, W) as the decoder shows it."""
    glow = upsample(maps[:, [unit]])[0, 0]
    name = page.names[unit]
    concept = WORDS.get(name, name) if page.sure[unit] >= UNSURE else ""
    loudness = loud(maps, page)[unit].item()
    found = torch.stack([page.examples.pictures, page.examples.rows, page.examples.columns], -1)[unit].tolist()
    examples = [seen_by(EXAMPLES[picture], layer, row, column) for picture, row, column in found]
    return Seen(
        layer, unit, concept, page.sure[unit].item(), loudness, glow / glow.max().clamp(min=1e-6), page.features[unit],
        examples,
    )  # fmt: skip


def paint_examples(album: Sequence[Page], picked: list[list[int]]) -> None:
    """Paint, all at once, what examples of the picked units have not been painted before, into EXAMPLES."""
    wanted = {
        picture
        for page, units in zip(album, picked, strict=True)
        for picture in page.examples.pictures[units].flatten().tolist()
    }
    missing = sorted(wanted - set(EXAMPLES))
    if missing:
        EXAMPLES.update(zip(missing, render(shown()[torch.tensor(missing)]).images, strict=True))
