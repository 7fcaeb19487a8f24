"""The networks that come with the course: small, good, and what their recipes give."""

import pytest

from helpers.data.pictures import paint
from helpers.training import stored
from helpers.training.metrics import evaluate, predict


@pytest.fixture(scope="module")
def fresh():
    """Pictures that no network has seen."""
    return paint(3_000, seed=77)


def test_it_is_small_and_sees_cats(fresh):
    """Do at most 300 kB get 96 % of fresh pictures right?"""
    assert stored.STORE.stat().st_size <= 300_000
    assert evaluate(stored.stored_net(), fresh.images, fresh.labels) >= 0.96


def test_its_recipe_gives_it_again(fresh):
    """Does training from scratch lead to a network as good, which says the same of nearly every picture?"""
    net, again = stored.stored_net(), stored.from_scratch(progress=False)
    same = predict(net, fresh.images).argmax(1) == predict(again, fresh.images).argmax(1)
    assert same.float().mean() >= 0.95
    assert evaluate(again, fresh.images, fresh.labels) == pytest.approx(
        evaluate(net, fresh.images, fresh.labels), abs=0.015
    )


def test_the_three_layers_see_portraits():
    """Do at most 100 kB get 95 % of fresh portraits right, over several draws of them?"""
    assert stored.THREE.stat().st_size <= 100_000
    net = stored.stored_three_layers()
    for seed in (201, 202, 203):
        fresh = stored.portraits(2_000, seed=seed)
        assert evaluate(net, fresh.images, fresh.labels) >= 0.95
