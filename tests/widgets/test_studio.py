"""The creature studio: do picture and percentages follow the sliders, and does what is kept stay?"""

import time

import pytest
import torch

from helpers.data.pictures import CLASSES, render
from helpers.widgets import studio as studio_module
from helpers.widgets.studio import creature_studio, judge, pose, verdict

PLAIN = {"fur": "plain", "wheels": 0.5, "light": 0.2, "pose": "front", "tilt": 0.0}


@pytest.fixture
def studio():
    """A studio with the stored network."""
    return creature_studio()


@pytest.mark.parametrize("creature", CLASSES)
def test_every_control_of_a_creature_changes_its_picture(studio, creature):
    """Does each slider that is offered change what is painted, and is each that is not offered greyed out?"""
    studio.controls["creature"].value = creature
    offered = {"ears", "whiskers"} if creature != "car" else {"wheels"}
    for name, control in studio.controls.items():
        assert control.disabled is (name in {"ears", "whiskers", "wheels"} - offered)
        if not control.disabled and name != "creature":
            before = render(studio.traits).images
            control.value = next(value for value in reversed(control.options) if value != control.value)
            assert not torch.equal(render(studio.traits).images, before), name


def test_the_words_are_the_networks(studio):
    """Are the percentages those of the network for the painted picture, and is the verdict about them?"""
    studio.controls["ears"].value = 1.0
    shares = judge(studio.net, render(studio.traits, size=64).images)
    for name, share in zip(CLASSES, shares, strict=True):
        assert f"{name} {share:.0%}" in studio.words.value
    assert ("It is right" in studio.words.value) == (CLASSES[shares.argmax()] == "cat")


def test_a_fooled_network_is_called_so():
    """Does the verdict say so where the network is wrong?"""
    assert "still a cat" in verdict("cat", torch.tensor([0.2, 0.7, 0.1]))
    assert "It is right" in verdict("cat", torch.tensor([0.7, 0.2, 0.1]))


def test_some_cats_fool_it_and_most_do_not(studio):
    """Can the task of the studio be solved, and is the network worth fooling?"""
    cat = {"creature": "cat", "ears": 0.0, "whiskers": 1.0}
    odd = cat | {"ears": 1.0, "whiskers": 0.0}
    usual, odd = (
        [judge(studio.net, render(pose(turn, **PLAIN | traits), size=64).images).argmax() for turn in range(12)]
        for traits in (cat, odd)
    )
    assert sum(said == 0 for said in usual) >= 10
    assert sum(said == 1 for said in odd) >= 1


def test_what_is_kept_stays(studio):
    """Are kept pictures on the wall with their captions, and do they stay when the sliders move on?"""
    studio.keep()
    studio.another()
    studio.controls["creature"].value = "car"
    studio.keep()
    assert len(studio.kept) == len(studio.gallery.children) == 2
    cat, car = (card.value for card in studio.gallery.children)
    assert 'alt="a cat, called ' in cat
    assert 'alt="a car, called ' in car
    (first, shares), _ = studio.kept
    assert torch.equal(judge(studio.net, render(first, size=64).images), shares)


def test_another_network_can_be_asked(monkeypatch):
    """Does the studio ask the network that it is given, and load no other?"""
    monkeypatch.setattr(studio_module, "stored_net", None)
    biased = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3 * 32 * 32, 3))
    torch.nn.init.zeros_(biased[1].weight)
    biased[1].bias.data = torch.tensor([0.0, 10.0, 0.0])
    assert "dog 100%" in creature_studio(biased).words.value


def test_an_answer_takes_less_than_150_milliseconds(studio):
    """Are picture and percentages there within 150 ms of this process's own time, for the median of nine moves?"""
    seconds = []
    for step in range(9):
        started = time.process_time()
        studio.controls["whiskers"].value = step / 10
        seconds.append(time.process_time() - started)
    assert sorted(seconds)[4] < 0.15
