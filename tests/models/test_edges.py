"""A bank of edge filters."""

import pytest
import torch

from helpers.models.edges import edge_bank, filters


def test_it_describes_each_cell_by_directions():
    """Are there eight directions in each of 8 × 8 cells?"""
    assert edge_bank(torch.rand(2, 3, 32, 32)).shape == (2, 512)


def test_a_flat_picture_and_a_brighter_one_say_nothing_new():
    """Is the inside of one colour 0, and does brightness not count?"""
    images = torch.rand(3, 3, 32, 32, generator=torch.Generator().manual_seed(0)) / 2
    inside = edge_bank(torch.full((1, 3, 32, 32), 0.7)).view(8, 8, 8)[:, 1:-1, 1:-1]
    assert inside.abs().max() < 1e-6
    here, there = (edge_bank(shown).view(3, 8, 8, 8)[..., 1:-1, 1:-1] for shown in (images, images + 0.3))
    assert torch.allclose(here, there, atol=1e-6)


@pytest.mark.parametrize(("turns", "loudest"), [(0, 0), (1, 4)])
def test_an_edge_is_heard_by_its_direction(turns, loudest):
    """Does an upright edge speak loudest to the slope across, and a level one to the slope down?"""
    step = torch.zeros(1, 3, 32, 32)
    step[..., 16:] = 1
    heard = edge_bank(torch.rot90(step, turns, (2, 3))).view(8, 8, 8)[:, 2:-2, 2:-2].sum((1, 2))
    assert heard.argmax() == loudest
    assert heard[loudest] > 4 * heard[(loudest + 4) % 8]


def test_the_filters_are_edges():
    """Do they sum to 0, so that no flat patch is heard, and are all equally loud?"""
    bank = filters(8)
    assert bank.sum((1, 2, 3)).abs().max() < 1e-6
    assert torch.allclose(bank.abs().sum((1, 2, 3)), torch.ones(8))


@pytest.mark.parametrize("shape", [(3, 32, 32), (1, 3, 30, 32)])
def test_wrong_shapes_are_named(shape):
    """Does the error say which shape came?"""
    with pytest.raises(ValueError, match="multiples of cell=4"):
        edge_bank(torch.rand(shape))
