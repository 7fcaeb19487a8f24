"""One look for every picture of the course: a dark card that reads well on a white page and on a dark one.

Colours are those of Okabe & Ito (2008), told apart by colour-blind readers too; on the card each stands out by
3 : 1 at least. No plot should rely on colour alone: lines also differ by dash, bars and cells carry their numbers.
"""

import base64
import io
from collections.abc import Sequence
from functools import cache
from html import escape

import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from IPython.display import display
from matplotlib import rc_context, rcParams
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from PIL import Image, ImageDraw, ImageFont

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILLION, PURPLE = "#0072B2", "#D55E00", "#CC79A7"

STAGE, INK, MUTED, FAINT = "#14171C", "#ECEAE4", "#9BA1AB", "#2B3038"  # card, text, secondary text, grid
KINDS = {"cat": ORANGE, "dog": SKY, "car": GREEN}
PULSE, POSITIVE, NEGATIVE = YELLOW, ORANGE, SKY
HERO, CONTROL = YELLOW, "#7F8896"  # what a plot is about, and what stands beside it for comparison
PALETTE = [ORANGE, SKY, GREEN, YELLOW, PURPLE, VERMILLION, BLUE]

SHARPNESS = 2  # picture dots per dot of the page: crisp on dense screens
LIMIT = 24_000  # bytes a picture may take, so that a notebook with its outputs stays small

RC = {
    "figure.figsize": (7.2, 3.4),
    "figure.dpi": 100,
    "figure.facecolor": STAGE,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 0.12,
    "figure.constrained_layout.w_pad": 0.12,
    "axes.facecolor": STAGE,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.titlecolor": INK,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.titlepad": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=PALETTE, linestyle=["-", "--", "-.", ":", "-", "--", "-."]),
    "grid.color": FAINT,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "lines.linewidth": 2.2,
    "legend.frameon": False,
    "image.interpolation": "nearest",
    "image.cmap": "cividis",
}
SIGNED = LinearSegmentedColormap.from_list("signed", [SKY, STAGE, ORANGE])  # zero is the card itself


def apply() -> None:
    """Give every matplotlib figure made from now on the look of the course."""
    rcParams.update(RC)


def look():
    """The same look inside a `with` block only."""
    return rc_context(RC)


def plotly_template():
    """The look for plotly, as a small template: `figure.update_layout(template=plotly_template())`."""
    from plotly.graph_objects import layout

    axis = {"gridcolor": FAINT, "linecolor": MUTED, "zeroline": False, "automargin": True}
    return layout.Template(
        layout={
            "paper_bgcolor": STAGE,
            "plot_bgcolor": STAGE,
            "font": {"color": INK},
            "colorway": PALETTE,
            "margin": {"l": 48, "r": 16, "t": 48, "b": 40},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def show(picture, alt: str) -> None:
    """Show a matplotlib figure (and close it), or one image, as a small PNG with words for who cannot see it.

    picture: Figure, or tensor or array (3, H, W), (H, W, 3) or (H, W), floats in [0, 1] or bytes;
    alt: what there is to see. Raises ValueError if `alt` is empty.
    """
    if isinstance(picture, Figure):
        page = io.BytesIO()
        picture.savefig(page, dpi=SHARPNESS * 100, facecolor=picture.get_facecolor())
        plt.close(picture)
        embed(Image.open(page).convert("RGB"), alt)
    else:
        embed(enlarge(to_image(picture), 512), alt)


def sheet(images, titles: Sequence[str] | None = None, *, alt: str, columns: int = 8, size: int = 160) -> None:
    """Show many pictures side by side, every pixel a crisp square.

    images (N, 3, H, W), (N, H, W, 3) or (N, H, W), floats in [0, 1] or bytes; titles: N short texts to stand below;
    size: about how wide each becomes, in dots of the picture. Raises ValueError for no picture, or not N titles.
    """
    tiles = [enlarge(to_image(image), size) for image in images]
    titles = titles if titles is not None else [""] * len(tiles)
    if not tiles or len(titles) != len(tiles):
        raise ValueError(
            f"{len(tiles)} pictures, {len(titles)} titles: give at least one picture, and one title for each."
        )
    gap, words, columns = 16, 40 if any(titles) else 0, min(columns, len(tiles))
    wide, high = tiles[0].width + gap, tiles[0].height + gap + words
    card = Image.new("RGB", (gap + columns * wide, gap + -(-len(tiles) // columns) * high), STAGE)
    pen, font = ImageDraw.Draw(card), letters(11 * SHARPNESS)
    for i, (tile, title) in enumerate(zip(tiles, titles, strict=True)):
        left, top = gap + i % columns * wide, gap + i // columns * high
        card.paste(tile, (left, top))
        pen.text((left + tile.width / 2, top + tile.height + 9), title, INK, font, anchor="ma")
    embed(card, alt)


def show_matrix(matrix, rows=None, columns=None, *, alt: str, title: str = "", digits: int = 2) -> None:
    """Show a matrix (R, C) as coloured cells with their numbers, under the names of its rows and columns.

    With negative numbers, zero is as dark as the card, blue below and orange above; else brighter is more.
    """
    values = np.asarray(matrix, dtype=float)
    R, C = values.shape  # noqa: N806
    most = np.nanmax(np.abs(values)) or 1.0
    signed = {"cmap": SIGNED, "vmin": -most, "vmax": most} if np.nanmin(values) < 0 else {}
    wide = max(0.7, *(0.1 * len(str(name)) for name in columns)) if columns is not None else 0.7
    with look():
        figure, axes = plt.subplots(figsize=(1.4 + wide * C, 0.9 + 0.44 * R))
    cells = axes.pcolormesh(values, edgecolors=STAGE, linewidth=2, **signed)
    for (r, c), value in np.ndenumerate(values):
        ink = max((INK, STAGE), key=lambda colour: contrast(colour, cells.to_rgba(value)))
        axes.text(
            c + 0.5,
            r + 0.5,
            f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−"),
            color=ink,
            ha="center",
            va="center",
        )
    axes.set_xticks(np.arange(C) + 0.5, columns if columns is not None else range(C), color=INK)
    axes.set_yticks(np.arange(R) + 0.5, rows if rows is not None else range(R), color=INK)
    axes.xaxis.tick_top()
    axes.invert_yaxis()
    axes.grid(False)
    axes.spines[:].set_visible(False)
    axes.set_title(title)
    show(figure, alt)


def contrast(one, other) -> float:
    """Contrast of two colours by WCAG 2.2, from 1 (the same) to 21 (black and white)."""
    channels = np.array([to_rgb(one), to_rgb(other)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    dark, light = sorted(linear @ [0.2126, 0.7152, 0.0722])
    return (light + 0.05) / (dark + 0.05)


def embed(image: Image.Image, alt: str) -> None:
    """Display an image inside the notebook's own page. Raises ValueError if `alt` is empty."""
    if not alt.strip():
        raise ValueError('alt is empty: say in a sentence what there is to see, as in alt="The loss falls to 0.2."')
    data = base64.b64encode(to_png(image)).decode()
    tag = f'<img src="data:image/png;base64,{data}" alt="{escape(alt)}" width="{image.width // SHARPNESS}">'
    display({"text/html": tag, "text/plain": alt}, raw=True)


def to_png(image: Image.Image) -> bytes:
    """The image as PNG, in as many colours as fit into LIMIT bytes; at least 64, or lines would change theirs."""
    for colours in (256, 128, 64):
        page = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(page, "PNG", optimize=True)
        if page.tell() <= LIMIT:
            break
    return page.getvalue()


@cache
def letters(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The course's letters for painted pictures, `size` dots of the picture high."""
    return ImageFont.truetype(findfont("DejaVu Sans:bold" if bold else "DejaVu Sans"), size)


def to_image(pixels) -> Image.Image:
    """An image from a tensor or array (3, H, W), (H, W, 3) or (H, W), floats in [0, 1] or bytes."""
    values = np.asarray(pixels.detach().cpu() if hasattr(pixels, "detach") else pixels)
    if values.ndim == 3 and values.shape[0] == 3 and values.shape[2] != 3:
        values = values.transpose(1, 2, 0)
    if values.dtype != np.uint8:
        values = np.round(255 * np.clip(values, 0, 1)).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(values)).convert("RGB")


def enlarge(image: Image.Image, size: int) -> Image.Image:
    """The image, each pixel blown up to a square, so that it is about `size` wide; never made smaller."""
    times = max(1, round(size / image.width))
    return image.resize((times * image.width, times * image.height), Image.Resampling.NEAREST)
