"""Decoding a picture: are the units the loudest, the answer the network's, and the stored album its own?"""

from pathlib import Path

import pytest
import torch

from helpers.data.pictures import paint, render
from helpers.insight import album as album_module
from helpers.insight.album import Page, packed, shown, store, stored_album, unpacked, with_kinds
from helpers.insight.concepts import correlations
from helpers.insight.decode import HEARD, UNSURE, chosen, decode, loud
from helpers.insight.examples import Examples, top_examples
from helpers.insight.features import feature_pictures
from helpers.insight.maps import layers, upsample
from helpers.training.metrics import predict
from helpers.training.stored import stored_net


@pytest.fixture(scope="module")
def net():
    """The network that comes with the course."""
    return stored_net()


def test_the_answer_is_the_networks(net):
    """Are the shares the softmax of what the network says?"""
    image = paint(3, seed=12).images[1]
    torch.testing.assert_close(
        decode(net, image, stored_album()).shares, predict(net, image[None]).softmax(1)[0], rtol=1e-4, atol=1e-5
    )


def test_the_units_are_the_loudest_with_a_name(net):
    """Is no named unit of another concept louder than those shown, and do glow and place come from its own map?"""
    image = paint(3, seed=12).images[2]
    for maps, column, page in zip(
        layers(net, image[None]), decode(net, image, stored_album()).columns, stored_album(), strict=True
    ):
        loudness = loud(maps, page)
        names = [page.names[unit.unit] for unit in column if unit.sure >= UNSURE]
        assert len(set(names)) == len(names)
        quietest = min(unit.loudness for unit in column)
        for unit, name in enumerate(page.names):
            if page.sure[unit] >= UNSURE and name not in names and len(names) == 3:
                assert loudness[unit] <= quietest
        for unit in column:
            assert unit.loudness == pytest.approx(
                maps[0, unit.unit].max().item() / page.loud[unit.unit].item(), rel=1e-3
            )
            assert unit.loudness >= HEARD
            own = upsample(maps[:, [unit.unit]])[0, 0]
            torch.testing.assert_close(unit.glow, own / own.max())
            assert bool(unit.concept) == (unit.sure >= UNSURE)
            assert len(unit.examples) == 3


def test_quiet_and_nameless_units_come_last_or_not_at_all():
    """Is a unit below the mark left out, a dead one too, and does one without a name come after those with one?"""
    examples = Examples(1, *torch.zeros(3, 5, 3, dtype=torch.long), torch.zeros(5, 3))
    page = Page(
        ["ear", "ear", "eye", "nose", "wheel"], torch.tensor([0.5, 0.9, 0.1, 0.4, 0.6]),
        torch.tensor([1.0, 1.0, 1.0, 1.0, 0.0]), torch.zeros(5, 3, 6, 6), examples,
    )  # fmt: skip
    maps = torch.tensor([0.9, 0.8, 2.0, 0.2, 3.0]).view(1, 5, 1, 1)
    assert chosen(maps, page, 3) == [0, 2]


def test_places_are_said_in_words(net):
    """Is the place that of the loudest pixel?"""
    unit = decode(net, paint(1, seed=1).images[0], stored_album()).columns[0][0]
    for row, column, words in ((1, 2, "at the top left"), (16, 16, "in the middle"), (30, 16, "at the bottom")):
        glow = torch.zeros(32, 32)
        glow[row, column] = 1
        assert type(unit)(**{**vars(unit), "glow": glow}).place == words


def test_the_stored_album_is_that_of_the_stored_network(net):
    """Are examples, names and one feature picture found again now?"""
    images = render(shown()).images
    named = with_kinds(render(shown()[: album_module.NAMED], masks=True))
    found = correlations(net, named, album_module.NAMES)
    for layer in (1, 3, 5):
        page = stored_album()[layer - 1]
        again = top_examples(net, images, layer)
        assert (again.pictures == page.examples.pictures).float().mean() > 0.9
        sure, concept = found[layer - 1].max(1)
        assert [album_module.NAMES[place] for place in concept].count("ear") == page.names.count("ear")
        torch.testing.assert_close(sure, page.sure, rtol=0, atol=0.02)
    again = feature_pictures(net, 3, [5])[0]
    full = stored_album()[2].features[5]
    assert full.shape == again.shape == (3, 24, 24)


def test_an_album_survives_being_stored(tmp_path):
    """Are names, numbers and examples the same after storing, and pictures nearly, in less than 300 kB?"""
    before = stored_album()
    after = [unpacked(layer, packed(page)) for layer, page in enumerate(before, start=1)]
    for old, new in zip(before, after, strict=True):
        assert old.names == new.names
        assert torch.equal(old.sure, new.sure)
        assert torch.equal(old.examples.pictures, new.examples.pictures)
        assert (old.features - new.features).abs().mean() < 0.03
    assert store(before, tmp_path / "album.pt") < 300_000
    assert Path(album_module.STORE).stat().st_size < 300_000
