"""One picture decoded: what each layer of a network finds in it, column by column, painted so that it is quick.

From left to right: the picture, a column for each layer with its loudest units, the answer. Of each unit: its name
(the concept that it goes along with), the picture lit where the unit is loud, what it likes best, and the real pictures
that make it loudest.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image, ImageDraw

from helpers import theme

DENSE = 1.5  # picture dots per dot of the page; all lengths below are dots of the page
EDGE, GAP, COLUMN, INPUT, ANSWER = 14, 16, 128, 128, 100
TOP, UNIT = 58, 158  # where the first unit begins, and how high one is
MAP, WISH, EXAMPLE = 256 / 3, 38, 40  # a map is 128 dots wide: four for each pixel
DARK = 0.35  # how bright the picture is where the unit is silent
FIELDS = (6, 12, 24, 40, 56)  # pixels that a unit of MiniAlexNet sees
LEGEND = (
    "Lit: where in the picture",
    "this unit is loud.",
    "",
    "Small square: what it",
    "would like to see most.",
    "",
    "Three below: what it sees",
    "in the pictures that it",
    "likes best.",
    "",
    "Its name was measured:",
    "what is there when it is",
    "loud. The bar: how sure.",
)


def decoder(decoded, classes: Sequence[str], upto: int | None = None) -> Image.Image:
    """The columns of a picture (see `helpers.insight.decode`) as one image, half as dense again as the page.

    decoded: has image (3, H, W), shares (K,), columns: for each layer a list of units with layer, unit, concept, sure,
    glow (H, W), feature and examples (3, s, s); classes: K names; upto: the layer walked to, later ones stay dark;
    by default all, and the answer.
    """
    layers = len(decoded.columns)
    upto = layers + 1 if upto is None else upto
    rows = max(len(column) for column in decoded.columns)
    width = 2 * EDGE + INPUT + layers * (GAP + COLUMN) + GAP + ANSWER
    page = Image.new("RGB", at(width, TOP + rows * UNIT + 6), theme.STAGE)
    pen = ImageDraw.Draw(page)
    entry(page, pen, decoded.image)
    for layer, column in enumerate(decoded.columns, start=1):
        left = EDGE + INPUT + layer * GAP + (layer - 1) * COLUMN
        arrow(pen, left - GAP / 2, TOP + MAP / 2)
        side = FIELDS[layer - 1]
        sees = f"a unit sees {side} × {side}" if side < len(decoded.image[0]) else "a unit sees it all"
        heading(pen, left, f"Layer {layer}", sees, layer == upto)
        for row in range(rows):
            top = TOP + row * UNIT
            if layer > upto:
                unknown(pen, left, top)
            elif row < len(column):
                unit_card(page, pen, left, top, decoded.image, column[row])
    left = EDGE + INPUT + layers * (GAP + COLUMN) + GAP
    arrow(pen, left - GAP / 2, TOP + MAP / 2)
    answer(pen, left, decoded.shares, classes, upto > layers)
    return page


def entry(page: Image.Image, pen: ImageDraw.ImageDraw, image) -> None:
    """The picture itself, and how to read the rest."""
    heading(pen, EDGE, "Picture", "nothing but pixels", False)
    page.paste(tile(image, INPUT), at(EDGE, TOP))
    for line, words in enumerate(LEGEND):
        write(pen, EDGE, TOP + INPUT + 14 + 14 * line, words, 9.5, theme.MUTED)


def unit_card(page: Image.Image, pen: ImageDraw.ImageDraw, left: float, top: float, image, unit) -> None:
    """One unit: name, where it is loud, what it likes, and three pictures that it likes."""
    write(pen, left, top, unit.concept or "no name", 11.5, theme.INK if unit.concept else theme.MUTED, bold=True)
    page.paste(lit(image, unit.glow), at(left, top + 17))
    page.paste(tile(unit.feature, WISH), at(left + MAP + 4, top + 17))
    write(pen, left + MAP + 4, top + 17 + WISH + 3, f"unit {unit.unit}", 9, theme.MUTED)
    bar(pen, left + MAP + 4, top + 17 + WISH + 18, WISH, 6, max(unit.sure, 0), theme.SKY)
    for place, example in enumerate(unit.examples[:3]):
        page.paste(tile(example, EXAMPLE), at(left + place * (EXAMPLE + 4), top + 17 + MAP + 4))


def answer(pen: ImageDraw.ImageDraw, left: float, shares, classes: Sequence[str], known: bool) -> None:
    """The shares of the classes as bars, the longest one bright; a question mark while it is not known."""
    heading(pen, left, "Answer", "what the network says", known)
    best = int(np.argmax(np.asarray(shares)))
    for row, (name, share) in enumerate(zip(classes, np.asarray(shares).tolist(), strict=True)):
        top = TOP + 17 + 56 * row
        if not known:
            bar(pen, left, top + 24, ANSWER, 14, 0, theme.MUTED)
            write(pen, left, top, f"{name}  ?", 14, theme.MUTED)
            continue
        write(pen, left, top, f"{name}  {share:.0%}", 16 if row == best else 14, theme.INK, bold=row == best)
        bar(pen, left, top + 24, ANSWER, 14, share, theme.PULSE if row == best else theme.MUTED)


def heading(pen: ImageDraw.ImageDraw, left: float, name: str, below: str, here: bool) -> None:
    """The head of a column, bright where the walk has come to."""
    write(pen, left, 14, name, 14, theme.PULSE if here else theme.INK, bold=True)
    write(pen, left, 34, below, 9, theme.MUTED)


def unknown(pen: ImageDraw.ImageDraw, left: float, top: float) -> None:
    """Where a unit of a layer will be that the walk has not come to."""
    box = [*at(left, top + 17), *at(left + MAP, top + 17 + MAP)]
    pen.rectangle(box, outline=theme.FAINT, width=2)
    write(pen, left + MAP / 2 - 6, top + 17 + MAP / 2 - 13, "?", 20, theme.FAINT)


def lit(image, glow) -> Image.Image:
    """The picture (3, H, W), bright where a unit is loud (glow, (H, W) in [0, 1]), with a line around the loudest."""
    side = round(DENSE * MAP)
    picture = np.asarray(tile(image, MAP), dtype=np.float32)
    light = np.asarray(glow, dtype=np.float32)
    light = np.asarray(Image.fromarray(light).resize((side, side), Image.Resampling.BICUBIC)).clip(0, 1)
    grey = picture.mean(2, keepdims=True)
    shown = light[..., None] * np.minimum(1.25 * picture, 255) + (1 - light[..., None]) * DARK * (
        0.5 * picture + 0.5 * grey
    )
    inside = light > 0.6
    edge = inside & ~(np.roll(inside, 2, 0) & np.roll(inside, -2, 0) & np.roll(inside, 2, 1) & np.roll(inside, -2, 1))
    shown[edge] = 255 * np.array(to_rgb(theme.PULSE))
    return Image.fromarray(shown.round().astype(np.uint8))


def tile(image, side: float) -> Image.Image:
    """A picture (3, H, W) as a square of `side` dots of the page, its pixels crisp."""
    return theme.to_image(image).resize((round(DENSE * side),) * 2, Image.Resampling.NEAREST)


def arrow(pen: ImageDraw.ImageDraw, middle: float, top: float) -> None:
    """A small arrow to the right."""
    pen.line([*at(middle - 6, top), *at(middle + 4, top)], theme.MUTED, 3)
    pen.polygon([at(middle + 1, top - 5), at(middle + 7, top), at(middle + 1, top + 5)], theme.MUTED)


def bar(pen: ImageDraw.ImageDraw, left: float, top: float, width: float, high: float, share: float, colour) -> None:
    """A bar of `share` of its width."""
    pen.rectangle([*at(left, top), *at(left + width, top + high)], theme.FAINT)
    if share > 0:
        pen.rectangle([*at(left, top), *at(left + width * min(share, 1), top + high)], colour)


def write(pen: ImageDraw.ImageDraw, left: float, top: float, words: str, size: float, colour, bold=False) -> None:
    """Words at a place, `size` dots of the page high."""
    pen.text(at(left, top), words, colour, theme.letters(round(DENSE * size), bold))


def at(left: float, top: float) -> tuple[int, int]:
    """A place of the page in dots of the picture."""
    return round(DENSE * left), round(DENSE * top)
