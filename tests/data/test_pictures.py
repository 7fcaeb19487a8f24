"""The picture world: seeds, shapes, traits that can be changed, confounders and errors."""

from dataclasses import fields, replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.data.pictures import CLASSES, paint, render, sample

CAT, DOG, CAR = range(3)


@pytest.mark.parametrize("size", [32, 48, 64])
def test_pictures_have_the_promised_form(size):
    """Are images float32 in [0, 1], labels int64, and masks left out unless asked for?"""
    world = paint(30, size)
    assert world.images.shape == (30, 3, size, size)
    assert world.images.dtype == torch.float32
    assert 0 <= world.images.min() < world.images.max() <= 1
    assert world.labels.dtype == torch.int64
    assert world.masks == {}
    assert len(world) == 30


def test_classes_are_balanced_and_shuffled():
    """Does each class come equally often, in an order that tells nothing?"""
    labels = sample(3000).label
    assert labels.bincount().tolist() == [1000] * len(CLASSES)
    same_as_next = (labels[1:] == labels[:-1]).float().mean()
    assert 0.28 < same_as_next < 0.39  # a third by chance


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 40), st.floats(0, 2))
def test_the_same_seed_gives_the_same_pictures(seed, count, difficulty):
    """Is a picture decided by its seed, count and difficulty alone?"""
    one, two = paint(count, 32, difficulty, seed), paint(count, 32, difficulty, seed)
    assert torch.equal(one.images, two.images)
    assert torch.equal(one.labels, two.labels)


def test_other_seeds_give_other_pictures():
    """Do neighbouring seeds share no picture?"""
    one, two = paint(200, seed=0).images.flatten(1), paint(200, seed=1).images.flatten(1)
    assert torch.cdist(one, two).min() > 1


def test_a_picture_does_not_depend_on_its_neighbours_or_the_threads():
    """Painted alone, in any order, with one thread or more: is it the same but for rounding?"""
    traits = sample(150, seed=5)
    together = render(traits).images
    order = torch.randperm(150, generator=torch.Generator().manual_seed(0))
    assert torch.allclose(render(traits[order]).images, together[order], atol=1e-4)
    assert torch.allclose(render(traits[7:8]).images, together[7:8], atol=1e-4)
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1 if threads > 1 else 2)
        assert torch.allclose(render(traits).images, together, atol=1e-4)
    finally:
        torch.set_num_threads(threads)


def test_the_global_generator_is_left_alone():
    """Does painting draw nothing from torch's own stream?"""
    torch.manual_seed(3)
    before = torch.get_rng_state()
    paint(20)
    assert torch.equal(before, torch.get_rng_state())


def test_a_trait_changes_only_what_it_names():
    """Is a cat without whiskers the same picture everywhere else?"""
    cats = sample(300, seed=2)
    cats = cats[(cats.label == CAT) & (cats.whiskers > 0)]
    before = render(cats, 48, masks=True)
    after = render(replace(cats, whiskers=torch.zeros(len(cats))), 48)
    changed = (before.images != after.images).any(1)
    assert changed.flatten(1).any(1).float().mean() > 0.95
    x, y = torch.meshgrid(torch.arange(48), torch.arange(48), indexing="xy")
    for picture, seen in zip(changed, before.masks["whiskers"], strict=True):
        if seen.any():  # only near the whiskers
            span = 4 + max(x[seen].max() - x[seen].min(), y[seen].max() - y[seen].min()).item()
            assert (x[picture].max() - x[picture].min()).item() <= span + 8


@pytest.mark.parametrize("name", ["ears", "eye_size", "muzzle", "tongue", "fur_scale", "light", "tail", "side", "coat"])
def test_every_slider_moves_something(name):
    """Does setting a trait anew repaint some of the pictures?"""
    traits = sample(60, seed=4)
    value = getattr(traits, name)
    moved = replace(traits, **{name: 1 - value})
    assert not torch.equal(render(traits).images, render(moved).images)


def test_confounders_are_as_stated():
    """Do 18 % of the dogs prick their ears and 10 % of the cats fold them, and do the classes share fur and colour?"""
    traits = sample(30_000, seed=8)
    cat, dog, car = (traits.label == c for c in range(3))
    assert (traits.ears[dog] < 0.5).float().mean() == pytest.approx(0.18, abs=0.015)
    assert (traits.ears[cat] > 0.5).float().mean() == pytest.approx(0.10, abs=0.012)
    for some in (cat, dog, car):
        assert traits.coat[some].mean(0) == pytest.approx(traits.coat.mean(0), abs=0.015)
        assert traits.fur[some].bincount() / some.sum() == pytest.approx(torch.full((3,), 1 / 3), abs=0.02)


def test_difficulty_keeps_the_subjects():
    """Is the same seed at another difficulty the same row of animals and cars?"""
    easy, hard = sample(50, difficulty=0), sample(50, difficulty=1.1)
    for name in ("label", "coat", "fur", "ears", "side"):
        assert torch.equal(getattr(easy, name), getattr(hard, name))
    assert (easy.clutter[..., 2] == 0).all()
    assert (easy.noise == 0).all()


def test_the_same_picture_at_every_size():
    """Is the large picture, made small by torch, the small picture but for its noise?"""
    traits = replace(sample(60, seed=6), noise=torch.zeros(60))
    large, small = render(traits, 64).images, render(traits, 32).images
    shrunk = torch.nn.functional.avg_pool2d(large, 2)
    assert (shrunk - small).abs().mean() < 0.01


def test_traits_can_be_picked():
    """Do slices, index tensors and masks pick the same rows of every trait?"""
    traits = sample(20)
    assert len(traits[3:5]) == 2
    assert len(traits[traits.label == CAR]) == (traits.label == CAR).sum()
    picked = traits[torch.tensor([4, 4, 9])]
    for field in fields(picked):
        assert torch.equal(getattr(picked, field.name), getattr(traits, field.name)[[4, 4, 9]])


def test_no_pictures_are_fine_too():
    """Does a count of 0 give empty tensors of the right shape?"""
    world = paint(0, masks=True)
    assert world.images.shape == (0, 3, 32, 32)
    assert len(world.labels) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"count": -1}, "count"),
        ({"count": 5, "size": 40}, "32, 48, 64"),
        ({"count": 5, "difficulty": -0.5}, "difficulty"),
        ({"count": 5, "difficulty": float("nan")}, "difficulty"),
    ],
)
def test_wrong_arguments_are_named(arguments, words):
    """Does the error say what is allowed?"""
    with pytest.raises(ValueError, match=words):
        paint(**arguments)
