"""The network to disturb: does silencing do what it says?"""

import pytest
import torch

from helpers.scene.figure import TRACES
from helpers.scene.graph import trace
from helpers.training.stored import stored_three_layers
from helpers.widgets import network
from helpers.widgets.network import NOBODY, cast, explore_network


@pytest.fixture
def explorable():
    return explore_network()


def shares(explorable):
    """The answers as the live figure's neurons have them."""
    return torch.tensor(explorable.figure.data[TRACES.index("neurons")].customdata[-3:])


def test_the_stored_network_knows_its_cast():
    """Does it see a cat, a dog and a car as such, and is it wrong where the button says so?"""
    said = {name: int(trace(stored_three_layers(), x).shares.argmax()) for name, x in cast().items()}
    assert said == {"cat": 0, "dog": 1, "car": 2, "a mistake": 0}


def test_moving_a_slider_silences(explorable):
    """Is the figure's answer what the network says with that neuron at 0?"""
    explorable.controls["layer"].value = 3
    for neuron in (4, 9):
        explorable.controls["neuron"].value = neuron
        expected = trace(stored_three_layers(), cast()["cat"], {(3, neuron)}).shares
        torch.testing.assert_close(shares(explorable), expected, check_dtype=False)
        assert f"without neuron {neuron} of layer 3" in explorable.words.value


def test_silence_adds_up_and_ends(explorable):
    """Do kept neurons stay silent beside a new one, and wake again?"""
    awake = shares(explorable)
    explorable.controls["neuron"].value = 2
    explorable.keep()
    explorable.controls["layer"].value = 2
    explorable.controls["neuron"].value = 5
    assert explorable.quiet == {(1, 2), (2, 5)}
    expected = trace(stored_three_layers(), cast()["cat"], {(1, 2), (2, 5)}).shares
    torch.testing.assert_close(shares(explorable), expected, check_dtype=False)
    explorable.wake()
    assert explorable.controls["neuron"].value == NOBODY
    torch.testing.assert_close(shares(explorable), awake)


def test_a_click_silences(explorable):
    """Is the neuron that was clicked the one that falls silent, also where plotly tells the click twice?"""
    points = type("Points", (), {"point_inds": [16 + 4]})
    explorable.clicked(None, points, None)
    assert explorable.quiet == {(2, 5)}
    explorable.clicked(None, points, None)
    assert explorable.quiet == {(2, 5)}


def test_an_answer_cannot_be_silenced_by_a_click(explorable):
    """Does a click on an answer change nothing?"""
    explorable.clicked(None, type("Points", (), {"point_inds": [50]}), None)
    assert explorable.quiet == set()


def test_where_no_figure_can_be_live_a_picture_is(monkeypatch):
    """With plotly 5, does the explorable draw a still that changes with the sliders?"""
    monkeypatch.setattr(network, "draws_itself", lambda: False)
    explorable = explore_network()
    before = bytes(explorable.picture.value)
    assert before.startswith(b"\x89PNG")
    explorable.controls["picture"].value = "dog"
    assert bytes(explorable.picture.value) != before


def test_your_own_network(monkeypatch):
    """Can layers of different widths be explored, and are as many neurons offered as there are?"""
    torch.manual_seed(0)
    net = torch.nn.Sequential(
        torch.nn.Linear(2, 5), torch.nn.ReLU(), torch.nn.Linear(5, 3), torch.nn.ReLU(), torch.nn.Linear(3, 2)
    )
    explorable = explore_network(net, {"here": torch.tensor([1.0, 2.0])}, ("left", "right"))
    assert explorable.controls["neuron"].options == (NOBODY, 1, 2, 3, 4, 5)
    explorable.controls["neuron"].value = 5
    explorable.controls["layer"].value = 2
    assert explorable.controls["neuron"].options == (NOBODY, 1, 2, 3)
    assert explorable.quiet == set()


def test_defaults_that_the_page_reports_are_not_taken_in(explorable):
    """They cost a sixth of a second a change: does what the page sends leave the live figure as it is?"""
    figure = explorable.figure
    reported = {"trace_deltas": [{"uid": figure.data[0].uid, "opacity": 0.5}], "trace_edit_id": 0}
    figure.set_state({"_js2py_traceDeltas": reported, "_last_trace_edit_id": 0})
    assert figure._js2py_traceDeltas == reported  # it arrived
    assert not figure.data[0]._prop_defaults
