"""Explorables: does a slider redraw, do the words follow, and is there something for readers without a kernel?"""

import io
import sys
import time
from types import ModuleType

import ipywidgets
import pytest
import torch
from PIL import Image

from helpers.training import trifecta
from helpers.widgets import descent
from helpers.widgets import trifecta as explorer
from helpers.widgets.descent import explore_descent
from helpers.widgets.explorable import WIDGET
from helpers.widgets.names import SliderNames


@pytest.fixture(params=["descent", "trifecta"])
def explorable(request):
    """Each explorable of lesson 01."""
    return explore_descent() if request.param == "descent" else explorer.explore_trifecta(None, None)


def test_moving_a_slider_changes_the_picture_and_the_words(explorable):
    """Does every control decide something that is seen and said?"""
    for control in explorable.controls.values():
        picture, words = explorable.picture.value, explorable.words.value
        options = control.options
        ranged = isinstance(control, ipywidgets.SelectionRangeSlider)
        control.value = (options[1], options[-1]) if ranged else options[1]
        assert explorable.picture.value != picture
        assert explorable.words.value != words


def test_pictures_are_as_wide_as_they_say(explorable):
    """Is the PNG a real picture, at one and a half times the width on the page?"""
    image = Image.open(io.BytesIO(explorable.picture.value))
    assert image.width == pytest.approx(1.5 * int(explorable.picture.width), abs=2)


def test_every_slider_has_a_name(explorable):
    """Can a screen reader say what each control is?"""
    assert all(control.description for control in explorable.controls.values())


def test_the_browser_is_told_every_sliders_words(explorable):
    """Does the widget that names the handles know each label, and the words of each of its values?"""
    (names,) = [widget for widget in explorable.box.children if isinstance(widget, SliderNames)]
    for control in explorable.controls.values():
        assert names.options[control.description] == [str(option) for option in control.options]


@pytest.mark.parametrize("where", ["ipywidgets 7", "Colab"])
def test_no_such_widget_where_it_would_do_harm(monkeypatch, where):
    """Is the explorable without it where ipywidgets is old, and in Colab, which would change its widget manager?"""
    monkeypatch.setattr(ipywidgets, "__version__", "7.7.1" if where == "ipywidgets 7" else "8.1.5")
    if where == "Colab":
        monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    assert not any(isinstance(widget, SliderNames) for widget in explore_descent().box.children)


def test_a_still_stands_in_where_there_is_no_kernel(explorable, monkeypatch):
    """Does the output hold the picture with its words as alt text, beside the live view?"""
    shown = []
    monkeypatch.setattr("helpers.widgets.explorable.display", lambda data, raw: shown.append(data))
    explorable._ipython_display_()
    (data,) = shown
    assert data[WIDGET]["model_id"] == explorable.box.model_id
    assert 'alt="' + data["text/plain"].split(":")[0] in data["text/html"]


def test_a_redraw_is_quick():
    """Is a slider's answer there within a quarter of a second of this process's own time?"""
    explorable = explore_descent()
    started = time.process_time()
    for rate in (0.01, 0.1, 0.2):
        explorable.controls["rate"].value = rate
    assert (time.process_time() - started) / 3 < 0.25


@pytest.mark.parametrize(("rate", "verdict"), [(0.001, "on its way"), (0.1, "arrives"), (0.25, "climbs away")])
def test_descent_says_where_it_leads(rate, verdict):
    """Does the sentence below the valley agree with the mathematics, w ← w − η · 28/3 · (w − 2)?"""
    weight = 2 - 2 * (1 - rate * 28 / 3) ** (descent.STEPS - 1)
    words = descent.describe(rate)
    assert verdict in words
    assert f"w = {weight:.3g}" in words


def test_the_explorer_shows_what_is_stored():
    """Are the corners that the sliders choose the stored accuracies, and the contrast that of torch's einsum?"""
    ends = {"data": (2_500, 12_000), "compute": (trifecta.COMPUTE[1], trifecta.COMPUTE[-1]), "depth": (2, 5)}
    table = explorer.chosen(**ends)
    rows = trifecta.read()
    for seed_at, seed in enumerate(trifecta.SEEDS):
        assert table[0, 1, 1, seed_at] == pytest.approx(rows[f"2500 {ends['compute'][1]} 5 {seed}"])
        assert table[1, 0, 0, seed_at] == pytest.approx(rows[f"12000 {ends['compute'][0]} 2 {seed}"])
    signs = torch.tensor([-1.0, 1.0])
    contrast = torch.einsum("dcls,d,c,l->s", table, signs, signs, signs).mean()
    assert f"Interaction contrast {contrast:+.2f}" in explorer.describe(**ends)
