"""Histograms of oriented gradients."""

import pytest
import torch

from helpers.models.hog import hog


def test_the_length_is_the_textbook_one():
    """Has a 64 × 128 window the 3,780 numbers of Dalal and Triggs, and a 32 × 32 picture 324?"""
    assert hog(torch.rand(2, 3, 128, 64)).shape == (2, 3780)
    assert hog(torch.rand(2, 3, 32, 32)).shape == (2, 324)


def test_brightness_and_contrast_do_not_count():
    """Are the features those of the same picture, darker and flatter?"""
    images = torch.rand(4, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    assert torch.allclose(hog(images), hog(0.2 + 0.5 * images), atol=1e-3)
    assert torch.allclose(hog(images), hog(1 - images), atol=1e-5)


@pytest.mark.parametrize(("turns", "bin_"), [(0, 0), (1, 4)])
def test_an_edge_votes_for_its_direction(turns, bin_):
    """Does a vertical edge vote for 0°, and a horizontal one for the two bins around 90°?"""
    step = torch.zeros(1, 3, 16, 16)
    step[..., 8:] = 1
    votes = hog(torch.rot90(step, turns, (2, 3))).view(4, 9).sum(0)
    assert votes[bin_] > 0
    assert votes[[b for b in range(9) if b not in {bin_, bin_ + turns}]].abs().max() < 1e-5


def test_blocks_are_scaled_and_clipped():
    """Is every block of length 1 after clipping?"""
    images = torch.rand(5, 3, 32, 32, generator=torch.Generator().manual_seed(1))
    blocks = hog(images).view(5, 36, 9)
    assert torch.allclose(blocks.square().sum(1), torch.ones(5, 9), atol=1e-3)
    assert hog(torch.zeros(1, 3, 32, 32)).abs().max() == 0


@pytest.mark.parametrize("shape", [(3, 32, 32), (1, 3, 30, 32), (1, 3, 8, 8)])
def test_wrong_shapes_are_named(shape):
    """Does the error say which shape came?"""
    with pytest.raises(ValueError, match="multiples of cell=8"):
        hog(torch.rand(shape))
