"""The decoder: does it follow its controls, take pictures of one's own, and work without a kernel?"""

import io
import json

import pytest
import torch
from PIL import Image

from helpers.charts import decoder as paint_decoder
from helpers.data.pictures import CLASSES, paint
from helpers.insight.album import stored_album
from helpers.insight.decode import decode
from helpers.training.metrics import predict
from helpers.training.stored import FRESH, stored_net
from helpers.widgets import decoder as decoder_module
from helpers.widgets.decoder import PICKED, STOPS, YOURS, cast, explore_decoder, fitted, show_decoder, uploaded, walk


@pytest.fixture
def explorer():
    """The decoder with the stored network."""
    return explore_decoder()


def png(width: int, height: int, colour=(200, 30, 30)) -> bytes:
    """A picture file."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def test_the_cast_is_what_its_names_say():
    """Are the pictures of the classes that they are called after, and is the mistake one?"""
    world = paint(300, seed=FRESH)
    for name, row in PICKED.items():
        torch.testing.assert_close(cast()[name], world.images[row], rtol=0, atol=1e-5)
        if name != "a mistake":
            assert CLASSES[world.labels[row]] == name.split()[-1]
            assert predict(stored_net(), world.images[[row]]).argmax() == world.labels[row]
    assert predict(stored_net(), cast()["a mistake"][None]).argmax() != world.labels[PICKED["a mistake"]]
    assert len(cast()) > len(PICKED)


def test_another_picture_is_another_page_and_other_words(explorer):
    """Do picture, words and percentages follow the slider?"""
    seen = set()
    for name in explorer.controls["picture"].options:
        explorer.controls["picture"].value = name
        shares = predict(stored_net(), cast()[name][None]).softmax(1)[0]
        for kind, share in zip(CLASSES, shares.tolist(), strict=True):
            assert f"{kind} {share:.0%}" in explorer.words.value
        seen.add(explorer.picture.value)
    assert len(seen) == len(explorer.controls["picture"].options)


def test_the_walk_tells_no_more_than_it_has_come_to(explorer):
    """Do words and page speak of the layers walked to, and of the answer at the end alone?"""
    for stop, _ in enumerate(STOPS):
        explorer.controls["walk"].value = stop
        words = explorer.words.value
        assert words.count("Layer ") == min(stop, 5)
        assert ("The network says" in words) == (stop == len(STOPS) - 1)


def test_walking_decodes_nothing_anew(explorer, monkeypatch):
    """Is a step of the walk painted only, so that it is quick?"""
    monkeypatch.setattr(decoder_module, "decode", None)
    explorer.controls["walk"].value = 2
    assert "Layer 2" in explorer.words.value


@pytest.mark.parametrize("form", [lambda content: ({"name": "mine.png", "content": memoryview(content)},),
                                  lambda content: {"mine.png": {"content": content}}])  # fmt: skip
def test_a_picture_of_ones_own_is_decoded(explorer, form):
    """Is an upload, as ipywidgets 8 and 7 give it, cropped, scaled and shown?"""
    explorer.take({"new": form(png(90, 60))})
    assert explorer.values["picture"] == YOURS
    assert explorer.pictures[YOURS].shape == (3, 32, 32)
    assert explorer.words.value.count("Yours") == 1
    before = explorer.picture.value
    explorer.take({"new": form(png(60, 60, (20, 200, 30)))})
    assert explorer.values["picture"] == YOURS
    assert explorer.picture.value != before


def test_a_file_that_is_no_picture_is_said_so(explorer):
    """Does a text file change nothing but the words, and no upload nothing at all?"""
    before = explorer.picture.value
    explorer.take({"new": ({"name": "a.txt", "content": memoryview(b"hello")},)})
    assert "no picture" in explorer.words.value
    assert explorer.picture.value == before
    explorer.take({"new": ()})
    assert uploaded(()) is None


def test_a_picture_is_cropped_to_its_middle():
    """Is the square in the middle kept, and averaged?"""
    wide = Image.new("RGB", (96, 32), (255, 0, 0))
    wide.paste((0, 0, 255), (32, 0, 64, 32))
    file = io.BytesIO()
    wide.save(file, "PNG")
    found = fitted(file.getvalue())
    assert torch.equal(found, torch.tensor([0.0, 0.0, 1.0]).view(3, 1, 1).expand(3, 32, 32))


def test_the_walk_without_a_kernel_covers_what_is_not_reached():
    """Do buttons show one picture each, and the slider's stops cover exactly the columns after them?"""
    pages = {
        name: paint_decoder(decode(stored_net(), cast()[name], stored_album()), CLASSES) for name in ("a cat", "a car")
    }
    figure = json.loads(walk(pages).to_json())
    images, covers = figure["layout"]["images"], figure["layout"]["shapes"]
    assert [image["visible"] for image in images] == [True, False]
    assert len(covers) == len(STOPS) - 1
    lefts = [cover["x0"] for cover in covers]
    assert lefts == sorted(lefts)
    assert covers[-1]["x1"] == images[0]["sizex"]
    for chosen, button in enumerate(figure["layout"]["updatemenus"][0]["buttons"]):
        assert button["args"][0] == {f"images[{place}].visible": place == chosen for place in range(2)}
    for stop, step in enumerate(figure["layout"]["sliders"][0]["steps"]):
        assert sum(step["args"][0].values()) == len(covers) - stop
    assert len(json.dumps(figure)) < 300_000


def test_the_decoder_is_shown_with_words(monkeypatch):
    """Are the still, its words and the same in a table handed over?"""
    shown = []
    monkeypatch.setattr(decoder_module, "show", lambda *parts: shown.append(parts))
    show_decoder(("a cat",))
    (figure, still, words, table), = shown  # fmt: skip
    assert Image.open(io.BytesIO(still)).format == "JPEG"
    assert words.startswith("A picture decoded, layer by layer: A cat. Layer 1:")
    assert words.partition(": ")[2] in table
    assert len(figure.layout.images) == 1
