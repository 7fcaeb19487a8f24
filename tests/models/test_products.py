"""Counting products of matrices: is it what one counts on paper?"""

import pytest
import torch
from torch.nn.functional import cross_entropy

from helpers.models.mlp import mlp, multiplications
from helpers.models.products import count_products
from helpers.models.published import NETWORKS


@pytest.mark.parametrize("sizes", [[2, 2], [2, 16, 2], [2, 8, 8, 8, 3]])
def test_a_layer_is_one_product_forwards_and_two_backwards(sizes):
    """Are there L products forwards, and 3 L − 1 with the way back, where no slope of the input is needed?"""
    net, x, y = mlp(sizes), torch.randn(50, 2), torch.zeros(50, dtype=torch.long)
    layers = len(sizes) - 1
    forwards = count_products(lambda: net(x))
    both = count_products(lambda: cross_entropy(net(x), y).backward())
    assert (forwards.products, both.products) == (layers, 3 * layers - 1)
    assert forwards.multiplications == 50 * multiplications(net)
    assert both.multiplications == 50 * (3 * multiplications(net) - sizes[0] * sizes[1])


def test_all_else_is_counted_by_the_numbers_it_writes():
    """Is a ReLU on 50 × 8 numbers 400, a view nothing, and the share what is left for products?"""
    x, weight = torch.randn(50, 4), torch.randn(8, 4)
    count = count_products(lambda: torch.relu(x @ weight.T).reshape(-1))
    assert (count.products, count.multiplications, count.others) == (1, 50 * 4 * 8, 400)
    assert count.share == pytest.approx(0.8)


def test_published_depths_are_those_of_their_papers():
    """AlexNet 8, GPT-3 96; in a row, is only a transformer more than its layers, and are there hundreds?"""
    depth = {net.name: (net.layers, net.in_a_row) for net in NETWORKS}
    assert depth["AlexNet"] == (8, 8)
    assert depth["GPT-3"] == (96, 385)
    assert all(net.in_a_row == net.layers for net in NETWORKS if net.in_a_block == 1)
    assert all(net.source.startswith("https://") for net in NETWORKS)
    assert [net.year for net in NETWORKS] == sorted(net.year for net in NETWORKS)
