"""Can everyone read the pictures: on white and on dark, colour-blind, or by ear?"""

import base64
import io
import json
import re
from itertools import pairwise

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from matplotlib.colors import to_hex, to_rgb
from PIL import Image

from helpers import theme

NAMED = [*theme.PALETTE, theme.HERO, theme.CONTROL, theme.PULSE, theme.POSITIVE, theme.NEGATIVE]


@pytest.fixture
def shown(monkeypatch):
    """What was displayed, in order: mime bundles."""
    bundles = []
    monkeypatch.setattr(theme, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def picture(bundle) -> Image.Image:
    """The PNG inside a mime bundle."""
    data = re.search(r'src="data:image/png;base64,([^"]+)"', bundle["text/html"])[1]
    return Image.open(io.BytesIO(base64.b64decode(data)))


def line_plot():
    """A figure such as the lessons draw."""
    with theme.look():
        figure, axes = plt.subplots()
    x = np.linspace(0, 700, 150)
    for i in range(7):
        axes.plot(x, np.exp(-x / (100 + 60 * i)), label=f"depth {i}")
    axes.set(title="The loss falls", xlabel="steps", ylabel="loss")
    axes.legend()
    return figure


def test_the_palette_is_the_published_one():
    """Are these Okabe and Ito's colours, as matplotlib has them?"""
    published = matplotlib.color_sequences["okabe_ito"]
    assert {to_hex(colour).upper() for colour in published} - {"#000000"} == set(theme.PALETTE)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("black", "white", 21), ("#767676", "white", 4.54), ("red", "red", 1)]
)
def test_contrast_is_measured_as_wcag_does(one, other, ratio):
    """Do well-known pairs have their well-known contrast, whichever comes first?"""
    assert theme.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert theme.contrast(other, one) == theme.contrast(one, other)


@pytest.mark.parametrize("colour", NAMED)
def test_marks_stand_out_from_the_card(colour):
    """Has everything drawn at least 3 : 1 against the card, whatever page the card lies on?"""
    assert theme.contrast(colour, theme.STAGE) >= 3


@pytest.mark.parametrize("colour", [theme.INK, theme.MUTED])
def test_text_is_readable_on_the_card(colour):
    """Has text at least 4.5 : 1?"""
    assert theme.contrast(colour, theme.STAGE) >= 4.5


def test_lines_differ_by_more_than_colour():
    """Do neighbours in the cycle also differ by dash?"""
    dashes = [style["linestyle"] for style in theme.RC["axes.prop_cycle"]]
    assert all(one != other for one, other in pairwise(dashes))


def test_the_look_can_be_borrowed_or_kept():
    """Does look() end with its block, and apply() stay?"""
    before = matplotlib.rcParams["axes.facecolor"]
    with theme.look():
        assert matplotlib.rcParams["axes.facecolor"] == theme.STAGE
    assert matplotlib.rcParams["axes.facecolor"] == before
    with matplotlib.rc_context():
        theme.apply()
        assert matplotlib.rcParams["axes.facecolor"] == theme.STAGE


def test_plotly_takes_the_look_and_stays_small():
    """Does plotly accept the template, and is it hundreds of bytes, not the thousands of its own?"""
    ours = go.Figure(go.Scatter(y=[1, 2])).update_layout(template=theme.plotly_template())
    bare = go.Figure(go.Scatter(y=[1, 2])).update_layout(template="none")
    assert ours.layout.template.layout.paper_bgcolor == theme.STAGE
    assert len(json.dumps(ours.to_plotly_json(), default=list)) - len(json.dumps(bare.to_plotly_json())) < 700


def test_a_figure_becomes_a_small_picture_with_words(shown):
    """Is it one PNG under 40 kB, dark, with its alt text escaped in HTML and plain beside it, and the figure closed?"""
    figure = line_plot()
    theme.show(figure, 'Loss < 1, "falling"')
    (bundle,) = shown
    assert 'alt="Loss &lt; 1, &quot;falling&quot;"' in bundle["text/html"]
    assert bundle["text/plain"] == 'Loss < 1, "falling"'
    assert len(bundle["text/html"]) * 3 / 4 < 40_000
    assert to_hex(np.asarray(picture(bundle).convert("RGB"))[0, 0] / 255).upper() == theme.STAGE
    assert not plt.fignum_exists(figure.number)


def test_fewer_colours_leave_the_palette_as_it_is(shown):
    """Are the lines of a saved plot still in the colours of the palette, within what anyone could see?"""
    theme.show(line_plot(), "lines")
    found = np.array([rgb for _, rgb in picture(shown[0]).convert("RGB").getcolors(1 << 20)])
    for colour in [*theme.PALETTE, theme.STAGE, theme.INK]:
        assert np.abs(found - 255 * np.array(to_rgb(colour))).max(1).min() <= 12, colour


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_a_picture_without_words_is_refused(shown, empty):
    """Does an empty alt text stop every way of showing?"""
    for attempt in (
        lambda: theme.show(np.zeros((4, 4)), empty),
        lambda: theme.sheet(np.zeros((1, 4, 4)), alt=empty),
        lambda: theme.show_matrix([[1.0]], alt=empty),
    ):
        with pytest.raises(ValueError, match="alt is empty"):
            attempt()
    plt.close("all")
    assert shown == []


@pytest.mark.parametrize("bytes_", [False, True])
@pytest.mark.parametrize("form", ["tensor", "channels last", "grey"])
def test_an_image_shows_its_own_pixels(shown, form, bytes_):
    """Is each pixel one square block of exactly its colour, for each form of image?"""
    pixels = np.random.default_rng(0).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    pixels = np.repeat(pixels[..., :1], 3, axis=2) if form == "grey" else pixels
    given = {"tensor": pixels.transpose(2, 0, 1), "channels last": pixels, "grey": pixels[..., 0]}[form]
    given = given if bytes_ else given / 255
    theme.show(torch.tensor(given, requires_grad=not bytes_) if form == "tensor" else given, "noise")
    big = np.asarray(picture(shown[0]).convert("RGB"))
    side = big.shape[0] // 8
    blocks = big.reshape(8, side, 8, side, 3)
    assert (blocks == blocks[:, :1, :, :1]).all()
    assert (blocks[:, 0, :, 0] == pixels).all()


def test_a_sheet_holds_every_picture_once(shown):
    """Do five flat pictures in rows of three stand in reading order, with room for titles only when there are some?"""
    shades = [20, 60, 100, 140, 180]
    flat = np.stack([np.full((4, 4), shade, np.uint8) for shade in shades])
    theme.sheet(flat, alt="five greys", columns=3, size=40)
    theme.sheet(flat, list("abcde"), alt="five named greys", columns=3, size=40)
    bare, named = (np.asarray(picture(bundle).convert("L")) for bundle in shown)
    assert [bare[16 + 20 + 56 * (i // 3), 16 + 20 + 56 * (i % 3)] for i in range(5)] == shades
    assert named.shape[1] == bare.shape[1]
    assert named.shape[0] > bare.shape[0]


@pytest.mark.parametrize(("count", "titles"), [(0, None), (2, ["one"])])
def test_a_sheet_wants_pictures_and_all_their_titles(shown, count, titles):
    """Is a sheet of nothing, or with a title missing, refused?"""
    with pytest.raises(ValueError, match=f"{count} pictures"):
        theme.sheet(np.zeros((count, 4, 4)), titles, alt="none")


def test_a_matrix_says_its_numbers(monkeypatch):
    """Does every cell carry its number, rounded, in ink that stands out from the cell by 4.5 : 1 where it can?"""
    figures = []
    monkeypatch.setattr(theme, "show", lambda figure, alt: figures.append(figure))
    matrix = torch.tensor([[1.0, -0.5, 0.0], [-1.0, 0.004, -0.004]])
    theme.show_matrix(matrix, rows=["up", "down"], columns=["a", "b", "a long name"], alt="six numbers", title="Six")
    (axes,) = figures[0].axes
    assert [text.get_text() for text in axes.texts] == ["1.00", "−0.50", "0.00", "−1.00", "0.00", "0.00"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["up", "down"]
    for text, value in zip(axes.texts, matrix.flatten(), strict=True):
        assert theme.contrast(text.get_color(), axes.collections[0].to_rgba(value.item())) >= 4.5
    plt.close(figures[0])
