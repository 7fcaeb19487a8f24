"""A small network from outside and inside: what it says, beside it what each neuron says. Painted, so that it is quick.

A slider has to be answered at once; laying out fifty panels with matplotlib would take a second.
"""

from functools import cache

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image, ImageColor, ImageDraw

from helpers import theme

REACH = 2.5  # the plane is shown from −REACH to REACH in both directions
GRAIN = 64  # the network is asked at GRAIN × GRAIN places (or at GRAIN places of a line)
STAGE, TILE, GAP, ROW, EDGE = 484, 64, 6, 82, 18  # sides in dots of the picture
SHOWN = 8  # neurons of each layer
COLOURS = theme.ORANGE, theme.SKY, theme.GREEN  # of the classes
ARMS = np.array([to_rgb(colour) for colour in COLOURS], np.float32)
INKS, EDGED = [ImageColor.getrgb(colour) for colour in COLOURS], ImageColor.getrgb(theme.STAGE)
CARD = np.array(to_rgb(theme.STAGE), np.float32)


def plane() -> np.ndarray:
    """The places at which a network has to be asked for `boundary`: (GRAIN², 2), row by row from the top."""
    across = np.linspace(-REACH, REACH, GRAIN, dtype=np.float32)
    return np.stack(np.meshgrid(across, -across), -1).reshape(-1, 2)


def line() -> np.ndarray:
    """The places at which a network has to be asked for `fit`: (GRAIN, 1), from −1 to 1."""
    return np.linspace(-1, 1, GRAIN, dtype=np.float32)[:, None]


def boundary(shares, x, labels, layers) -> Image.Image:
    """Which class a network sees where, the points it learned from, and the map of each neuron.

    shares (GRAIN², K) at `plane()`; x (N, 2), labels (N,); layers: one (GRAIN², width) a hidden layer, at `plane()`.
    """
    shares = np.asarray(shares, dtype=np.float32).reshape(GRAIN, GRAIN, -1)
    colours = CARD + 0.5 * (shares @ (ARMS[: shares.shape[-1]] - CARD))
    stage = enlarged(Image.fromarray((255 * colours).round().astype(np.uint8)))
    said = loudest([np.asarray(enlarged(Image.fromarray(share))) for share in np.moveaxis(shares, -1, 0)])
    edge = np.zeros((STAGE, STAGE), dtype=bool)
    edge[1:] |= said[1:] != said[:-1]
    edge[:, 1:] |= said[:, 1:] != said[:, :-1]
    stage.paste(theme.INK, mask=Image.fromarray(edge))  # so that the border shows without its colours
    pen = ImageDraw.Draw(stage)
    places = (np.asarray(x) * [1, -1] / REACH + 1) * STAGE / 2
    for place, label in zip(places.tolist(), np.asarray(labels).tolist(), strict=True):
        mark(pen, *place, label)
    return card(stage, [map_tiles(shown(layer)) for layer in layers], widths(layers))


def fit(curve, truth, x, y, layers) -> Image.Image:
    """What a network says along a line, what is true, the examples it learned from, and the curve of each neuron.

    curve, truth (GRAIN,) at `line()`; x, y (N,): examples; layers: one (GRAIN, width) a hidden layer, at `line()`.
    """
    truth = np.asarray(truth)
    low, high = truth.min() - 0.35, truth.max() + 0.35
    stage = Image.new("RGB", (STAGE, STAGE), theme.STAGE)
    pen = ImageDraw.Draw(stage)
    for across, up in zip(np.asarray(x), np.asarray(y), strict=True):
        left, top = (across + 1) / 2 * STAGE, (high - up) / (high - low) * STAGE
        pen.ellipse((left - 3, top - 3, left + 3, top + 3), theme.MUTED)
    true = trace(truth, low, high, STAGE)
    for start in range(0, len(true) - 1, 2):  # dashed
        pen.line(true[start : start + 2], theme.SKY, 4)
    pen.line(trace(np.asarray(curve), low, high, STAGE), theme.PULSE, 4, "curve")
    return card(stage, [[line_tile(neuron) for neuron in shown(layer)] for layer in layers], widths(layers))


def shown(layer) -> np.ndarray:
    """The first neurons of a layer (places, width), one a row."""
    return np.asarray(layer, dtype=np.float32)[:, :SHOWN].T


def widths(layers) -> list[int]:
    """How many neurons each layer has."""
    return [np.shape(layer)[1] for layer in layers]


def card(stage: Image.Image, rows: list[list[Image.Image]], neurons: list[int]) -> Image.Image:
    """The stage on the left, one row of tiles a layer on the right; always the same size, so that nothing jumps."""
    left = STAGE + 3 * EDGE
    whole = Image.new("RGB", (left + SHOWN * (TILE + GAP) + EDGE, 6 * ROW + 2 * EDGE), theme.STAGE)
    whole.paste(stage, (EDGE, EDGE))
    pen = ImageDraw.Draw(whole)
    for row, (tiles, count) in enumerate(zip(rows, neurons, strict=True)):
        top = EDGE + row * ROW
        more = f", {len(tiles)} shown" if count > len(tiles) else ""
        pen.text(
            (left, top - 4), f"layer {row + 1}: {count} neuron{'s' * (count > 1)}{more}", theme.INK, theme.letters(15)
        )
        for column, tile in enumerate(tiles):
            whole.paste(tile, (left + column * (TILE + GAP), top + 14))
    return whole


def loudest(values: list[np.ndarray]) -> np.ndarray:
    """At each place, which of the values is largest; what argmax says, in a tenth of its time."""
    best, which = values[0], np.zeros(values[0].shape, np.uint8)
    for number, value in enumerate(values[1:], start=1):
        which[value > best] = number
        best = np.maximum(best, value)
    return which


def map_tiles(neurons: np.ndarray) -> list[Image.Image]:
    """What neurons say over the plane (n, GRAIN²): blue below zero, dark at zero, orange above; or a dash."""
    most = np.abs(neurons).max(1, keepdims=True)
    steps = np.round(127.5 + 127.5 * neurons / np.where(most == 0, 1, most)).astype(np.uint8)
    maps = signed().take(steps, 0).reshape(-1, GRAIN, GRAIN, 3)
    return [Image.fromarray(tile) if loud else silent() for tile, loud in zip(maps, most[:, 0] > 0, strict=True)]


def line_tile(neuron: np.ndarray) -> Image.Image:
    """What one neuron says along the line (GRAIN,), and where zero is; or a dash."""
    most = np.abs(neuron).max()
    if most == 0:
        return silent()
    tile = Image.new("RGB", (TILE, TILE), theme.FAINT)
    pen = ImageDraw.Draw(tile)
    pen.line((0, TILE / 2, TILE, TILE / 2), theme.MUTED)
    pen.line(trace(neuron, -1.1 * most, 1.1 * most, TILE), theme.ORANGE, 3, "curve")
    return tile


def silent() -> Image.Image:
    """A neuron that says nothing anywhere."""
    tile = Image.new("RGB", (TILE, TILE), theme.FAINT)
    ImageDraw.Draw(tile).line((TILE / 3, TILE / 2, 2 * TILE / 3, TILE / 2), theme.MUTED, 3)
    return tile


def trace(values: np.ndarray, low: float, high: float, side: int) -> list[tuple[float, float]]:
    """Heights as points of a square picture, from left to right."""
    across = np.linspace(0, side - 1, len(values))
    return list(
        zip(across.tolist(), ((high - values) / (high - low) * side).clip(-side, 2 * side).tolist(), strict=True)
    )


def mark(pen: ImageDraw.ImageDraw, left: float, top: float, label: int) -> None:
    """A point of one class: a disc, a square or a triangle, so that the class shows without its colour."""
    colour, r = INKS[label], 4
    if label == 0:
        pen.ellipse((left - r, top - r, left + r, top + r), colour, EDGED)
    elif label == 1:
        pen.rectangle((left - r, top - r, left + r, top + r), colour, EDGED)
    else:
        pen.polygon([(left, top - r - 1), (left - r - 1, top + r), (left + r + 1, top + r)], colour, EDGED)


def enlarged(values: Image.Image) -> Image.Image:
    """Colours or numbers drawn out smoothly to the size of the stage."""
    return values.resize((STAGE, STAGE), Image.Resampling.BICUBIC)


@cache
def signed() -> np.ndarray:
    """256 colours from below zero to above, as bytes (256, 3)."""
    return (255 * theme.SIGNED(np.arange(256))[:, :3]).round().astype(np.uint8)
