"""Charts: do they show the numbers they were given?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import charts


@pytest.fixture(autouse=True)
def close_figures():
    """No figure outlives its test."""
    yield
    plt.close("all")


def words(figure) -> list[str]:
    """Every text that a figure shows."""
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_bars_carry_their_numbers():
    """Does each bar say its height, and is only one in colour?"""
    figure = charts.bars({"a": 28.2, "b": 15.3}, "top-5 error, %", highlight="b")
    assert words(figure) == ["28.2", "15.3"]
    first, second = figure.axes[0].patches
    assert (first.get_height(), second.get_height()) == (28.2, 15.3)
    assert first.get_facecolor() != second.get_facecolor()


def test_cube_puts_each_corner_in_its_place():
    """Is data down, compute across and depth from left to right?"""
    table = np.arange(8).reshape(2, 2, 2) / 10 + 0.2
    left, right = charts.cube(table).axes
    assert [text.get_text() for text in left.texts] == ["20%", "40%", "60%", "80%"]
    assert [text.get_text() for text in right.texts] == ["30%", "50%", "70%", "90%"]
    assert (left.get_title(loc="left"), right.get_title(loc="left")) == ("little depth", "much depth")


def test_descent_marks_every_step():
    """Do the dots stand where the walk went?"""
    path = [(0.0, 18.7), (1.0, 4.7), (1.5, 1.2)]
    line = charts.descent(path, [1, 2, 3], [2, 4, 6]).axes[0].lines[1]
    assert [tuple(point) for point in line.get_xydata()] == path


def test_curve_is_the_moving_mean():
    """Is the bright line numpy's own moving average?"""
    losses = np.random.default_rng(0).random(200)
    smooth = charts.curve(losses, window=10).axes[0].lines[1]
    at = 50
    assert smooth.get_ydata()[at] == pytest.approx(losses[at : at + 10].mean())
    assert smooth.get_xdata()[at] == at + 9


def test_spread_says_its_means():
    """Is each group's mean written beside its dots, and in the words for a screen reader?"""
    groups = {"one": [0.5, 0.6], "two": [0.9, 0.94]}
    assert words(charts.spread(groups, "right", chance=1 / 3)) == ["92.0%", "55.0%"]
    assert charts.in_words(groups) == "one: 55.0% on average (50.0% to 60.0%); two: 92.0% on average (90.0% to 94.0%)"


def test_ink_stands_out_from_every_cell():
    """Is each number of a matrix readable on its cell, by the contrast that WCAG asks of large text?"""
    from helpers.theme import contrast

    figure = charts.convolution(
        np.arange(9.0).reshape(3, 3), np.array([[-1.0, 1], [-1, 1]]), np.array([[2.0, 2], [2, -7]])
    )
    for axes in figure.axes:
        grid = axes.images[0]
        for text in axes.texts:
            column, row = text.get_position()
            assert contrast(text.get_color(), grid.to_rgba(grid.get_array()[int(row), int(column)])) >= 3


def test_heat_carries_its_numbers_and_names():
    """Is each share written in its cell, under the names of both sides?"""
    figure = charts.heat(np.array([[0.5, 0.75, 1.0], [0.25, 0.6, 0.98]]), ["d1", "d2"], ["a", "b", "c"], title="right")
    assert words(figure) == ["50%", "75%", "100%", "25%", "60%", "98%"]
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["a", "b", "c"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["d1", "d2"]
