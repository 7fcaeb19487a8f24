"""All that is known of each unit of a network, gathered once, so that a new picture can be decoded at once.

`python -m helpers.insight.album` gathers it anew for the stored MiniAlexNet and keeps it, in about a minute.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from tqdm import tqdm

from helpers.data.pictures import CLASSES, Pictures, Traits, render, sample
from helpers.insight.concepts import CONCEPTS, correlations
from helpers.insight.examples import Examples, loudest_pictures
from helpers.insight.features import feature_pictures
from helpers.insight.maps import layers
from helpers.training.stored import stored_net

STORE = Path(__file__).with_name("album.pt")
SHOWN, SEED = 2_000, 31  # the pictures that examples are picked from
NAMED = 1_000  # of them are used to name units
NAMES = (*CONCEPTS, *CLASSES)  # what a unit may be called
LOUD = 0.995  # the share of places at which a unit is less loud than what is called loud here


@dataclass(frozen=True)
class Page:
    """What is known of the U units of one layer.

    names: the nearest concept of each, or cat, dog, car; sure (U,): its correlation; loud (U,): how loud it is at its
    loudest half per cent of places; features (U, 3, s, s): what makes it loud; examples: the pictures that make it
    loudest, as rows of `shown()`.
    """

    names: list[str]
    sure: Tensor
    loud: Tensor
    features: Tensor
    examples: Examples


def album_of(net: nn.Module, progress: bool = True) -> list[Page]:
    """Look through all units of a MiniAlexNet: one Page a layer. About half a minute on two cores."""
    images, named = render(shown()).images, with_kinds(render(shown()[:NAMED], masks=True))
    steps = zip(layers(net, images), correlations(net, named, NAMES), strict=True)
    pages = []
    for layer, (maps, found) in enumerate(tqdm(steps, total=len(net.blocks), disable=not progress, leave=False), 1):
        sure, concept = found.max(1)
        loud = maps[:NAMED].transpose(0, 1).flatten(1).quantile(LOUD, dim=1)
        names = [NAMES[place] for place in concept]
        pages.append(Page(names, sure, loud, feature_pictures(net, layer), loudest_pictures(maps, layer)))
    return pages


def with_kinds(pictures: Pictures) -> Pictures:
    """The same pictures with three masks more: all of the picture if it shows a cat, a dog, a car."""
    here = torch.ones_like(pictures.images[:, 0], dtype=torch.bool)
    kinds = {name: here & (pictures.labels == kind)[:, None, None] for kind, name in enumerate(CLASSES)}
    return Pictures(pictures.images, pictures.labels, pictures.masks | kinds)


@cache
def shown() -> Traits:
    """The 2,000 pictures that examples are picked from, not yet painted."""
    return sample(SHOWN, SEED)


@cache
def stored_album() -> list[Page]:
    """The album of `stored_net()`, as `main` left it."""
    return [unpacked(layer, part) for layer, part in enumerate(torch.load(STORE, weights_only=True), start=1)]


def packed(page: Page) -> dict:
    """A page as small numbers; feature pictures as one JPEG."""
    tall = page.features.movedim(1, -1).flatten(0, 1)  # (U · s, s, 3), one below the other
    file = io.BytesIO()
    Image.fromarray((255 * tall).round().byte().numpy()).save(file, "JPEG", quality=88, subsampling=0)
    examples = torch.stack([page.examples.pictures, page.examples.rows, page.examples.columns]).short()
    return {
        "concepts": torch.tensor([NAMES.index(name) for name in page.names]).byte(),
        "numbers": torch.stack([page.sure, page.loud]).half(),
        "examples": examples,
        "values": page.examples.values.half(),
        "features": torch.frombuffer(bytearray(file.getvalue()), dtype=torch.uint8),
    }


def unpacked(layer: int, part: dict) -> Page:
    """The page that was packed, within rounding."""
    pixels = torch.from_numpy(np.array(Image.open(io.BytesIO(part["features"].numpy().tobytes())))).float() / 255
    side = pixels.shape[1]
    sure, loud = part["numbers"].float()
    examples = Examples(layer, *part["examples"].long(), part["values"].float())
    names = [NAMES[place] for place in part["concepts"]]
    return Page(names, sure, loud, pixels.view(-1, side, side, 3).movedim(-1, 1), examples)


def store(pages: Iterable[Page], path: Path = STORE) -> int:
    """Keep an album; returns its size in bytes."""
    torch.save([packed(page) for page in pages], path)
    return path.stat().st_size


def main() -> None:
    """Gather the album of the stored network, and say how large it is."""
    print(f"{STORE.name}: {store(album_of(stored_net())) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
