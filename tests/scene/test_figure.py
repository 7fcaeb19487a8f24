"""The figure: are the numbers in it torch's, and can it be played without a kernel?"""

import json

import numpy as np
import pytest
import torch

from helpers.scene import Stage, playback
from helpers.scene import show as showing
from helpers.scene.figure import PLACE, TRACES
from helpers.scene.wires import MOST
from helpers.training.stored import stored_three_layers
from helpers.widgets.network import cast

CLASSES = ("cat", "dog", "car")


@pytest.fixture(scope="module")
def stage():
    return Stage(stored_three_layers(), cast(), CLASSES)


@pytest.fixture(scope="module")
def sent(stage):
    """The figure as a page gets it."""
    return json.loads(stage.figure().to_json())


def test_every_number_drawn_is_torchs(stage, sent, unpacked):
    """Read back from the end of each journey: is every activation what torch computes, to 1e-6?"""
    net = stored_three_layers()
    ends = {frame["name"].rsplit(" ", 1)[0]: frame for frame in sent["frames"]}
    assert list(ends) == list(cast())
    for name, x in cast().items():
        said = []
        with torch.no_grad():
            value = x[None]
            for module in net:
                value = module(value)
                if isinstance(module, torch.nn.ReLU):
                    said.append(value[0])
        expected = torch.cat([*said, value[0].softmax(0)])
        part = ends[name]["data"][ends[name]["traces"].index(TRACES.index("neurons"))]
        np.testing.assert_allclose(unpacked(part["customdata"]), expected, atol=1e-6, rtol=1e-6)


def test_the_answer_is_told_at_the_end_only(stage, sent):
    """Does a percentage stand beside an answer only when the signal has arrived, and is it the network's?"""
    count = len(sent["frames"]) // len(stage.names)
    for number, frame in enumerate(sent["frames"]):
        notes = frame.get("layout", {}).get("scene", {}).get("annotations", [])
        assert bool(notes) == (number % count in (0, count - 1))
        assert any("%" in note["text"] for note in notes) == (number % count == count - 1)
        if number % count == count - 1:
            graph = stage.graphs[stage.names.index(frame["name"].rsplit(" ", 1)[0])]
            told = {f"{name} {share:.0%}" for name, share in zip(CLASSES, graph.shares, strict=True)}
            assert {note["text"] for note in notes if not note.get("name")} == told
            best = max(notes, key=lambda note: note["font"]["size"])
            assert best["text"].startswith(CLASSES[graph.shares.argmax()])


def test_every_ring_is_named_in_every_moment(stage, sent):
    """Do the names of the input and the layers stand below their rings, in the figure and in each frame with words?"""
    scenes = [sent["layout"]["scene"], *(frame["layout"]["scene"] for frame in sent["frames"] if "layout" in frame)]
    rings = [stage.layout.inputs, *stage.layout.layers[:-1]]
    assert len(scenes) == 1 + 2 * len(stage.names)
    for scene in scenes:
        named = [note for note in scene["annotations"] if note.get("name") == PLACE]
        assert [note["text"] for note in named] == ["input", "layer 1", "layer 2", "layer 3"]
        for note, ring in zip(named, rings, strict=True):
            assert note["x"] == pytest.approx(ring[:, 0].mean(), abs=1e-6)
            assert note["z"] < ring[:, 2].min()


def test_arrays_are_packed_as_plotly_packs_them(stage, sent, monkeypatch):
    """Is the figure the same, to the letter, where plotly has to pack its frames itself?"""
    monkeypatch.setattr(showing.plotly, "__version__", "5.24.1")
    assert json.loads(stage.figure().to_json()) == sent


def test_pulses_run_along_connections_that_carry_the_signal(stage, sent, unpacked):
    """Does every pulse lie on a connection that is drawn, from its start to its end?"""
    per_layer = playback.HOPS + 1
    for frame in sent["frames"][: 1 + per_layer * len(stage.layout.layers)]:
        hop = int(frame["name"].rsplit(" ", 1)[1])
        if frame["traces"] != [TRACES.index("pulses")]:
            continue
        wires = stage.lit[0][(hop - 1) // per_layer].first(playback.PULSES)
        heads = np.stack([unpacked(frame["data"][0][axis])[1::3] for axis in "xyz"], 1)
        way = ((hop - 1) % per_layer + 1) / playback.HOPS
        np.testing.assert_allclose(heads, wires.starts + way * (wires.ends - wires.starts), atol=1e-5)


def test_every_button_plays_frames_that_exist(stage, sent):
    """Is there a button to play and one to jump for each input, and does each name frames of the figure?"""
    names = {frame["name"] for frame in sent["frames"]}
    rows = [[button["label"] for button in row["buttons"]] for row in sent["layout"]["updatemenus"]]
    assert rows == [[f"▶ {name}" for name in cast()], [f"{name}: the end" for name in cast()]]
    for row in sent["layout"]["updatemenus"]:
        assert all(set(button["args"][0]) <= names for button in row["buttons"])


def test_jumping_and_playing_end_alike(stage, sent):
    """Do the first and the last frame together say all that the frames between them change?"""
    count = len(sent["frames"]) // len(stage.names)
    for start in range(0, len(sent["frames"]), count):
        journey = sent["frames"][start : start + count]
        between = {index for frame in journey for index in frame["traces"]}
        picture = {TRACES.index("picture")}
        assert set(journey[-1]["traces"]) | picture == between
        assert picture <= set(journey[0]["traces"])


def test_it_says_how_much_is_drawn(stage, sent):
    """Is the number of connections under the figure the true one, and not too many?"""
    words = sent["layout"]["annotations"][0]["text"]
    assert f"{stage.drawn} of {stage.first.connections:,} connections" in words
    assert stage.drawn <= MOST
    assert 40 <= sum(map(len, stage.layout.layers)) <= 60


def test_it_is_small(sent):
    """Is the figure of four pictures under 300 kB?"""
    assert len(json.dumps(sent, separators=(",", ":"))) < 300_000


def test_any_network_can_be_drawn(net, pictures):
    """Do dense nets, convolutions and wide layers all give a figure, a still and words?"""
    stage = Stage(net, pictures, CLASSES)
    assert len(stage.figure().frames) == 3 * (1 + (playback.HOPS + 1) * len(stage.layout.layers))
    assert stage.still().startswith(b"\xff\xd8")
    assert "one: " in stage.words()


def test_a_negative_value_has_another_shape(pictures, unpacked):
    """Is a neuron that says something negative a diamond, so that colour is not all that tells?"""
    torch.manual_seed(1)
    net = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))
    stage = Stage(net, {"x": torch.randn(3)}, ("a", "b"))
    marks = stage.figure().data[TRACES.index("neurons")]
    said = stage.first.layers[0].values
    assert [shape == "diamond" for shape in marks.marker.symbol[:8]] == (said < 0).tolist()
