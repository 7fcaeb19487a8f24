"""What is displayed, and where."""

import re

import pytest

from helpers.scene import show as showing
from helpers.widgets.network import show_network


@pytest.fixture
def displayed(monkeypatch):
    """Everything that is displayed, as bundles."""
    bundles = []
    monkeypatch.setattr(showing, "display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def test_a_figure_comes_with_a_still_words_and_a_table(displayed):
    """Is there something to see for who sees the figure, only pictures, only words, or numbers?"""
    show_network()
    figure, table = displayed
    assert {"data", "layout", "frames", "config"} <= set(figure[showing.PLOTLY])
    alt = re.search('<img src="data:image/jpeg;base64,[^"]+" alt="([^"]+)"', figure["text/html"]).group(1)
    assert alt == figure["text/plain"]
    assert "a mistake: cat 75%" in alt
    assert table["text/html"].count("<tr>") == 1 + 51
    assert "<summary>" in table["text/html"]


def test_an_older_page_is_given_the_library_too(displayed, monkeypatch):
    """With plotly 5, as in Colab, is plotly's own way of showing used?"""
    shown = []
    monkeypatch.setattr(showing.plotly, "__version__", "5.24.1")
    monkeypatch.setattr(showing.go.Figure, "show", lambda _figure, renderer, config: shown.append(renderer))
    show_network()
    assert shown == ["notebook"]
    assert "<img" in displayed[0]["text/html"]
