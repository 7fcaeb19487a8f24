"""The oracles for windows and costs: do they see what a real network does?"""

import pytest

from helpers.models.alexnet import receptive_field
from helpers.models.measure import measured_cost, measured_window


@pytest.mark.parametrize(
    ("size", "layers", "expected"),
    [
        (10, [(3, 1, 0)], (8, 3)),
        (10, [(2, 2, 0)], (5, 2)),
        (12, [], (12, 1)),
        (40, [(2, 3, 0), (2, 1, 0)], (12, 5)),  # pixels between the windows are not seen, but lie within
    ],
)
def test_small_stacks_can_be_counted_by_hand(size, layers, expected):
    """Are output size and window what one counts on paper?"""
    assert measured_window(size, layers) == expected


def test_mini_alexnet_sees_what_its_formula_says():
    """Is the window of its five blocks, measured on a picture that is wide enough, the computed receptive field?"""
    blocks = [(5, 1, 2), (2, 2, 0), (3, 1, 1), (2, 2, 0), (3, 1, 1), (2, 2, 0), (3, 1, 1), (3, 1, 1)]
    assert measured_window(320, blocks) == (40, receptive_field()[0])


def test_a_layer_of_the_network_of_2012_costs_what_the_paper_implies():
    """Has the second layer, split in two, 307,200 weights and 256 biases, each weight used at 27 × 27 positions?"""
    assert measured_cost(27, 96, 256, 5, 1, 2, 2) == (307_200 + 256, 307_200 * 27 * 27)
