"""Charts of layers: do they show the numbers they were given?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import charts


@pytest.fixture(autouse=True)
def close_figures():
    """No figure outlives its test."""
    yield
    plt.close("all")


def test_every_point_is_drawn_with_its_class():
    """Are both classes there, in shapes of their own, and is the cut at 0?"""
    view = np.array([[-1.0, 0], [1, 2], [2, 1]])
    figure = charts.unfolding([view, 2 * view], [0, 1, 1], ["input", "layer 1"])
    for times, axes in zip((1, 2), figure.axes, strict=True):
        first, second, cut = axes.lines
        assert first.get_xydata().tolist() == (times * view[:1]).tolist()
        assert second.get_xydata().tolist() == (times * view[1:]).tolist()
        assert first.get_marker() != second.get_marker()
        assert set(cut.get_xdata()) == {0}


def test_signals_begin_at_the_first_layer():
    """Is each row drawn over layers 1, 2, …, on a scale of powers of ten, with its name?"""
    axes = charts.signals({"too small": [1, 0.1], "right": [1, 1]}, "spread").axes[0]
    assert [line.get_xydata().tolist() for line in axes.lines] == [[[1, 1], [2, 0.1]], [[1, 1], [2, 1]]]
    assert axes.get_yscale() == "log"
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["too small", "right"]


def test_the_ladder_says_both_numbers():
    """Does each network stand at its two numbers, and say them once where they are the same?"""
    axes = charts.ladder({"AlexNet": (8, 8), "GPT-3": (96, 385)}).axes[0]
    assert [text.get_text() for text in axes.texts] == ["96 / 385", "8"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["GPT-3", "AlexNet"]
