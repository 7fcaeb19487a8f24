"""Charts of neurons: do they show the numbers they were given?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from helpers import charts


@pytest.fixture(autouse=True)
def close_figures():
    """No figure outlives its test."""
    yield
    plt.close("all")


def words(axes) -> list[str]:
    """Every text in a panel."""
    return [text.get_text() for text in axes.texts]


def test_a_layer_shows_its_four_tables_with_their_shapes():
    """Does each number stand in its table, under the shape it has?"""
    x, weight, bias = torch.tensor([[1.0, 2]]), torch.tensor([[3.0, -1], [0, 1]]), torch.tensor([0.5, 4])
    panels = charts.layer(x, weight, bias, torch.nn.functional.linear(x, weight, bias)).axes
    assert [axes.get_title() or axes.get_title(loc="left") for axes in panels] == [
        "x (1, 2)", "weight (2, 2)", "bias (2,)", "result (1, 2)",
    ]  # fmt: skip
    assert [words(axes) for axes in panels] == [["1", "2"], ["3", "-1", "0", "1"], ["0.5", "4"], ["1.5", "6"]]


def test_a_network_shows_what_neurons_say_and_each_weight_with_its_slope():
    """Are there two neurons' numbers a layer, and a weight and its slope on every line?"""
    figure = charts.network([[1, 2], [3]], [[[0.5, -1]]], [[[6, 0]]])
    assert sorted(words(figure.axes[0])) == sorted(["0.5, slope 6", "-1, slope 0", "1", "2", "3"])


def test_sums_draw_the_sum():
    """Is the thick line the sum of the thin ones, and named?"""
    x, parts = np.arange(4.0), np.array([[0, 1, 2, 3], [1, 1, -1, 0]])
    axes = charts.sums(x, parts, ["a", "b"], "both").axes[0]
    thick = max(axes.lines, key=lambda line: line.get_linewidth())
    np.testing.assert_array_equal(thick.get_ydata(), parts.sum(0))
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b", "both"]
    unnamed = charts.sums(x, parts, [], "both", truth=x).axes[0]
    assert [text.get_text() for text in unnamed.get_legend().get_texts()] == ["the function", "both"]


def test_falling_says_by_how_much_a_doubling_shrinks_the_error():
    """Is the factor at the end of a line that of one doubling, whatever the steps between the counts?"""
    axes = charts.falling([2, 8, 32], {"half": [1, 1 / 4, 1 / 16], "quarter": [1, 1 / 16, 1 / 256]}, "n").axes[0]
    assert words(axes) == ["×0.50", "×0.25"]


def test_curves_on_top_of_each_other_stay_visible():
    """Is the first one wider, so that a second one that equals it can be seen inside?"""
    first, second = charts.together({"one": [3, 2, 1], "other": [3, 2, 1]}).axes[0].lines
    assert first.get_linewidth() > 2 * second.get_linewidth()
    np.testing.assert_array_equal(first.get_ydata(), second.get_ydata())
