"""The depth and width explorer: does it train what its sliders say, tell the truth about it, and answer in time?"""

import io
import re
import subprocess
import sys
import time
from statistics import median

import pytest
import torch
from PIL import Image
from sklearn.metrics import accuracy_score, r2_score

from helpers.models.mlp import mlp
from helpers.widgets import depth_width
from helpers.widgets.depth_width import GRID_DEPTHS, GRID_WIDTHS, explore_depth_and_width
from helpers.widgets.explorable import WIDGET


@pytest.fixture(autouse=True)
def one_thread():
    """One thread, as the explorer uses."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def explorer():
    """The explorer as it opens."""
    return explore_depth_and_width()


def moved(explorer, **values) -> str:
    """What it says after its sliders were moved."""
    for name, value in values.items():
        explorer.controls[name].value = value
    return explorer.words.value


def test_opening_it_is_no_wait():
    """In a fresh kernel: is torch's compiler left alone, and does the collector pass over what is imported?"""
    script = (
        "import gc, sys\n"
        "from helpers.widgets.depth_width import explore_depth_and_width\n"
        "known = len(gc.get_objects())\n"
        "explore_depth_and_width()\n"
        "assert 'torch._dynamo' not in sys.modules\n"
        "assert gc.get_freeze_count() > 0.9 * known\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_slider_changes_the_picture_and_has_a_name():
    """Does each control decide something that is seen, and can a screen reader say what it is?"""
    explorer = explore_depth_and_width()
    for name, control in explorer.controls.items():
        before = explorer.picture.value
        control.value = next(option for option in control.options if option != control.value)
        assert explorer.picture.value != before, name
        assert control.description


@pytest.mark.parametrize(("data", "outputs"), [("two arms", 2), ("three arms", 3), ("wave", 1)])
def test_the_network_in_view_is_the_one_that_the_sliders_ask_for(explorer, data, outputs):
    """Have the network and its costs the depth and width of the sliders, and is the share what sklearn counts?"""
    words = moved(explorer, data=data, depth=3, width=12, activation="tanh", seed=1)
    sizes = [1 if outputs == 1 else 2, 12, 12, 12, outputs]
    net, fresh = explorer.run.network(0), explorer.fresh
    assert [p.shape for p in net.parameters()] == [p.shape for p in mlp(sizes).parameters()]
    assert f"{sum(p.numel() for p in mlp(sizes).parameters()):,} parameters" in words
    with torch.no_grad():
        said = net(fresh.x)
    share = max(0, r2_score(fresh.y, said)) if outputs == 1 else accuracy_score(fresh.y, said.argmax(1))
    assert float(re.search(r"([\d.]+)% of", words)[1]) == pytest.approx(100 * share, abs=0.06)


def test_the_points_that_judge_were_never_learned(explorer):
    """Has no point that the network is tested on been among those it learned from?"""
    moved(explorer, data="two arms", noise=0.08)
    apart = torch.cdist(explorer.known.x, explorer.fresh.x)
    assert apart.min() > 0


def test_a_still_stands_in_where_there_is_no_kernel(explorer, monkeypatch):
    """Does the output hold the picture with its words as alt text, beside the live view?"""
    shown = []
    monkeypatch.setattr("helpers.widgets.explorable.display", lambda data, raw: shown.append(data))
    explorer._ipython_display_()
    (data,) = shown
    assert data[WIDGET]["model_id"] == explorer.box.model_id
    assert 'alt="' + data["text/plain"].split(":")[0] in data["text/html"]


def test_going_on_trains_the_same_network_further(explorer):
    """Does the button add its steps to the network in view, and does the loss fall?"""
    moved(explorer, data="two arms", depth=2, width=16, activation="relu")
    before = explorer.picture.value
    explorer.train_on()
    losses = explorer.run.losses[0]
    assert len(losses) == depth_width.STEPS + depth_width.MORE
    assert losses[-1] < 0.5 * losses[depth_width.STEPS - 1]
    assert f"after {len(losses)} steps" in explorer.words.value
    assert explorer.picture.value != before


def test_a_slider_moved_back_finds_its_network_as_it_was():
    """Is nothing trained twice, are further steps kept, and are no more networks kept than there is room for?"""
    explorer = explore_depth_and_width()
    explorer.train_on()
    run, words, picture = explorer.run, explorer.words.value, explorer.picture.value
    steps = run.losses.shape[1]
    moved(explorer, depth=3)
    assert explorer.run is not run
    assert moved(explorer, depth=2) == words
    assert explorer.run is run
    assert explorer.picture.value == picture
    assert run.losses.shape[1] == steps
    for number in range(depth_width.KEPT):
        explorer.keep((number,), explorer.known, explorer.fresh, run, 0.0)
    assert len(explorer.trained) == depth_width.KEPT
    assert moved(explorer, depth=3) != moved(explorer, depth=2)
    assert explorer.run.losses.shape[1] == depth_width.STEPS


def test_the_button_trains_the_whole_grid(explorer):
    """Is there a number for every depth and width, are large networks good and narrow deep ones not?"""
    moved(explorer, data="two arms", activation="relu", noise=0.08, seed=0)
    explorer.train_grid()
    image = Image.open(io.BytesIO(explorer.heat.value))
    assert image.width == pytest.approx(1.5 * int(explorer.heat.width), abs=2)
    table = torch.tensor([float(n) for n in re.findall(r"(\d+)%", explorer.heat_words.value)])
    table = table.view(len(GRID_DEPTHS), len(GRID_WIDTHS))
    assert table[1:, -1].min() >= 95
    assert table[:, 0].max() <= 90


def test_silent_neurons_are_counted():
    """With the first layer far below zero: do the words count every neuron that torch's own layers leave at 0?"""
    explorer = explore_depth_and_width()
    with torch.no_grad():
        explorer.run.layers[0].bias.fill_(-100)
        signal, silent = explorer.known.x, 0
        for layer in explorer.run.network(0):
            signal = layer(signal)
            silent += int((signal == 0).all(0).sum()) if isinstance(layer, torch.nn.ReLU) else 0
    assert silent >= explorer.run.hidden[0][0]
    assert f"{silent} of its neurons say nothing" in explorer.describe(**explorer.values)


def test_an_answer_is_there_in_time(explorer):
    """Retraining and painting: a quarter of a second of this process's own time in the median?"""
    seconds = []
    for depth in (1, 3, 6):
        explorer.controls["depth"].value = depth
        for width in (4, 16, 64):
            explorer.trained.clear()
            started = time.process_time()
            explorer.controls["width"].value = width
            seconds.append(time.process_time() - started)
    assert median(seconds) < 0.25
