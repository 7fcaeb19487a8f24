"""The masks of the picture world: where each part is seen."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from sklearn.metrics import roc_auc_score

from helpers.data.pictures import MASKS, paint, render, sample
from helpers.data.pictures.masks import edges

CAT, DOG, CAR = range(3)
ANIMAL = ("head", "tail", "ear", "eye", "muzzle", "nose", "tongue", "whiskers")
VEHICLE = ("window", "lamp", "wheel", "bumper", "door", "grille", "mirror")


@pytest.fixture(scope="module")
def world():
    """Pictures with masks, large enough for whiskers to be wider than a pixel."""
    return paint(300, 64, seed=9, masks=True)


def test_every_mask_is_there_and_somewhere_seen(world):
    """Are all names present, boolean, and none of them empty over many pictures?"""
    assert tuple(world.masks) == MASKS
    for name, mask in world.masks.items():
        assert mask.dtype == torch.bool, name
        assert mask.shape == (300, 64, 64), name
        assert mask.any(), name


def test_parts_belong_to_their_class(world):
    """Have cars no ears and animals no wheels?"""
    for name in ANIMAL:
        assert not world.masks[name][world.labels == CAR].any(), name
    for name in VEHICLE:
        assert not world.masks[name][world.labels != CAR].any(), name


def test_parts_lie_on_the_subject_and_one_pixel_is_one_part(world):
    """Is a pixel of an ear part of the subject, and never of the clutter or the nose?"""
    parts = torch.stack([world.masks[name] for name in (*ANIMAL, *VEHICLE, "body", "leg", "clutter", "occluder")])
    assert parts.sum(0).max() == 1
    on_subject = torch.stack([world.masks[name] for name in (*ANIMAL, *VEHICLE, "body", "leg")]).any(0)
    assert (on_subject & ~world.masks["subject"]).sum() == 0


def test_masks_leave_the_pictures_alone(world):
    """Are the pictures the same with masks and without?"""
    assert torch.equal(world.images, paint(300, 64, seed=9).images)


def test_a_bar_in_front_hides_what_lies_behind():
    """Does an occluder take the pixels it covers away from every part?"""
    traits = sample(40, seed=1, difficulty=0)
    bar = torch.tensor([0.0, 0.0, 0.12, 0.0]).expand(40, 1, 4)
    hidden = replace(traits, occluder=torch.cat([bar, torch.zeros(40, 1, 4)], 1))
    before, after = render(traits, 48, masks=True).masks, render(hidden, 48, masks=True).masks
    assert after["occluder"].flatten(1).any(1).all()
    for name in ("subject", "eye", "body", "window"):
        assert not (after[name] & (after["occluder"] | ~before[name])).any(), name
        lost = before[name] & ~after[name] & ~after["occluder"]  # only where the bar's edge covers half a pixel
        assert lost.sum() < 0.02 * before[name].sum(), name


def test_no_whiskers_no_mask():
    """Is a mask empty once its trait is set to nothing?"""
    traits = sample(60, seed=3)
    masks = render(replace(traits, whiskers=0 * traits.x, tongue=0 * traits.x, fur=0 * traits.fur), 48, True).masks
    for name in ("whiskers", "tongue", "stripes", "spots"):
        assert not masks[name].any(), name


def test_textures_follow_the_fur():
    """Have striped coats stripes and no spots, and spotted ones spots?"""
    traits = sample(150, seed=3)
    masks = render(traits, 48, masks=True).masks
    seen = {name: masks[name].flatten(1).any(1) for name in ("stripes", "spots")}
    assert not seen["stripes"][traits.fur != 1].any()
    assert not seen["spots"][traits.fur != 2].any()
    assert seen["stripes"][traits.fur == 1].float().mean() > 0.95
    assert seen["spots"][traits.fur == 2].float().mean() > 0.95


@pytest.mark.parametrize(("name", "turns"), [("edge_vertical", 0), ("edge_horizontal", 1)])
def test_edges_know_their_direction(name, turns):
    """Does a step between two halves give edges of that direction alone?"""
    halves = torch.zeros(1, 3, 16, 16)
    halves[..., 8:] = 1
    found = edges(torch.rot90(halves, turns, (2, 3)))
    assert found[name].sum() == 32
    assert sum(mask.sum() for mask in found.values()) == 32


def test_slanting_edges_are_told_apart():
    """Is the edge of a lower triangle falling, and of its mirror image rising?"""
    below = torch.ones(16, 16).tril().expand(1, 3, 16, 16)
    for picture, name in ((below, "edge_falling"), (below.flip(3), "edge_rising")):
        found = edges(picture)
        assert found[name].sum() > 0.8 * sum(mask.sum() for mask in found.values())


def test_edges_agree_with_numpy(world):
    """Are edge pixels those where numpy's gradient of the luminance is long?"""
    clean = replace(sample(30, seed=9), noise=torch.zeros(30))
    picture = render(clean, 64, masks=True)
    light = np.tensordot(picture.images.numpy(), [0.299, 0.587, 0.114], axes=(1, 0))
    length = np.hypot(*np.gradient(light, axis=(1, 2)))[:, 2:-2, 2:-2].ravel()
    edge = torch.stack([picture.masks[name] for name in MASKS if name.startswith("edge")]).any(0)
    assert roc_auc_score(edge[:, 2:-2, 2:-2].flatten().numpy(), length) > 0.99
