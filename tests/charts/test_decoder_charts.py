"""The decoder's picture and the ladder's charts: is what they show what they were given?"""

from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_rgb

from helpers import theme
from helpers.charts import decoder, named_units, rungs
from helpers.charts.decoder import ANSWER, DARK, DENSE, EDGE, GAP, MAP, lit

NAMES = ("cat", "dog", "car")


def unit(glow=None, concept="ear"):
    """A unit that the decoder can paint."""
    glow = torch.zeros(32, 32) if glow is None else glow
    return SimpleNamespace(
        layer=1, unit=7, concept=concept, sure=0.5, glow=glow, feature=torch.rand(3, 6, 6),
        examples=[torch.rand(3, 6, 6)] * 3,
    )  # fmt: skip


def decoded(columns, shares=(0.7, 0.2, 0.1)):
    """A decoded picture: a white square."""
    return SimpleNamespace(image=torch.ones(3, 32, 32), shares=torch.tensor(shares), columns=columns)


def yellow(page) -> np.ndarray:
    """Where a page has the colour of what is bright."""
    return (np.abs(np.asarray(page, dtype=int) - 255 * np.array(to_rgb(theme.PULSE))).max(2) < 3).astype(bool)


def test_the_page_is_as_wide_as_its_columns_and_never_jumps():
    """Is the page of one size however far the walk goes and however few units were loud?"""
    full = decoder(decoded([[unit()] * 3] * 5), NAMES)
    for upto in range(7):
        assert decoder(decoded([[unit()] * 3] * 5), NAMES, upto).size == full.size
    assert decoder(decoded([[unit()] * 3, [], [unit()], [unit()] * 2, [unit()]]), NAMES).size == full.size


def test_a_unit_lights_the_picture_where_it_is_loud():
    """Is the picture bright there, dark elsewhere, and a bright line between?"""
    glow = torch.zeros(32, 32)
    glow[4:12, 4:12] = 1
    page = np.asarray(lit(torch.full((3, 32, 32), 0.8), glow), dtype=float)
    dots = round(DENSE * MAP) / 32
    assert page[round(8 * dots), round(8 * dots)].mean() == pytest.approx(255, abs=2)
    assert page[round(24 * dots), round(24 * dots)].mean() == pytest.approx(255 * 0.8 * DARK, abs=2)
    assert yellow(lit(torch.full((3, 32, 32), 0.8), glow)).sum() > 50
    assert yellow(lit(torch.full((3, 32, 32), 0.8), torch.zeros(32, 32))).sum() == 0


@pytest.mark.parametrize("best", [0, 1, 2])
def test_the_longest_bar_is_the_largest_share(best):
    """Is the bright bar that of the best class, as long as its share?"""
    shares = [0.15, 0.15, 0.15]
    shares[best] = 0.7
    page = decoder(decoded([[unit()]] * 5, shares), NAMES)
    right = yellow(page)[:, round(page.width - DENSE * (EDGE + ANSWER)) :]
    rows = right.sum(1)
    assert rows.max() == pytest.approx(DENSE * ANSWER * 0.7, abs=3)
    middle = np.flatnonzero(rows == rows.max()).mean() / DENSE
    assert middle == pytest.approx(58 + 17 + 56 * best + 31, abs=4)


def test_what_the_walk_has_not_come_to_is_not_given_away():
    """Is a page the same for any answer and later layer, until the walk comes there?"""
    first, second = (
        decoded([[unit()]] + [[unit(concept="nose")]] * 4),
        decoded([[unit()]] + [[unit()]] * 4, (0.1, 0.1, 0.8)),
    )
    first.columns[0] = second.columns[0]
    one, two = (np.asarray(decoder(part, NAMES, 1)) for part in (first, second))
    assert np.array_equal(one, two)
    assert not np.array_equal(np.asarray(decoder(first, NAMES, 2)), np.asarray(decoder(second, NAMES, 2)))


def test_the_columns_leave_room_for_each_other():
    """Do map, feature picture and gap fit a column?"""
    from helpers.charts.decoder import COLUMN, EXAMPLE, WISH

    assert MAP + 4 + WISH <= COLUMN
    assert 3 * EXAMPLE + 8 <= COLUMN
    assert GAP >= 14


def test_the_ladder_shows_every_seed_and_the_mean():
    """Are the lines the means over seeds, with a dot for each, and are all of them in sight?"""
    found = {"trained": {"edges": [[0.9, 0.8], [0.7, 0.6]]}, "random": {"edges": [[0.6, 0.6], [0.6, 0.5]]}}
    figure = rungs(found, ["edges"])
    axes = figure.axes[0]
    dots, line = axes.get_lines()[:2]
    assert dots.get_ydata().tolist() == [0.9, 0.8, 0.7, 0.6]
    assert line.get_ydata() == pytest.approx([0.8, 0.7])
    low, high = axes.get_ylim()
    assert low == 0.5
    assert high > 0.9
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["trained", "random"]
    plt.close(figure)


def test_bars_of_named_units_add_up():
    """Does each bar reach the sum of its groups, and are only wide parts labelled?"""
    shares = {"trained": {"edges": [[0.95, 0.2]], "parts": [[0.05, 0.8]]}}
    figure = named_units(shares)
    axes = figure.axes[0]
    tops = [patch.get_y() + patch.get_height() for patch in axes.patches]
    assert tops == pytest.approx([0.95, 0.2, 1, 1])
    assert [text.get_text() for text in axes.texts] == ["edges", "edges", "parts"]
    plt.close(figure)
