"""Where things stand."""

import numpy as np
import torch
from torch import nn

from helpers.scene import wires
from helpers.scene.graph import trace
from helpers.scene.layout import SHOWN, arrange


def test_each_layer_has_its_plane_and_each_neuron_its_place(net, pictures):
    """Do layers follow each other from left to right, with no two neurons in one place?"""
    layout = arrange([trace(net, x) for x in pictures.values()])
    depths = [np.unique(ring[:, 0].round(6)) for ring in layout.layers]
    assert all(len(depth) == 1 for depth in depths)
    assert np.all(np.diff([0, *np.concatenate(depths)]) > 0)
    for ring in layout.layers:
        apart = np.linalg.norm(ring[:, None] - ring[None], axis=-1) + 9 * np.eye(len(ring))
        assert apart.min() > 0.05


def test_a_large_layer_shows_its_loudest(pictures):
    """Of 90 neurons, are those shown that say most on these inputs?"""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Flatten(), nn.Linear(1728, 90), nn.Linear(90, 3))
    graphs = [trace(net, x) for x in pictures.values()]
    shown = arrange(graphs).shown[0]
    said = torch.stack([graph.layers[0].values for graph in graphs]).abs().mean(0)
    assert set(shown) == set(said.topk(SHOWN).indices.tolist())


def test_neurons_stand_near_the_answer_they_speak_for():
    """Is each neuron nearest to the answer that it alone is connected with?"""
    net = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    nn.init.eye_(net[0].weight)
    with torch.no_grad():
        net[1].weight.copy_(torch.eye(3)[[2, 0, 1]])  # neuron 0 speaks for answer 1, 1 for 2, 2 for 0
    layout = arrange([trace(net, torch.ones(3))])
    angle = [np.arctan2(ring[:, 2], ring[:, 1]) for ring in layout.layers]
    turned = angle[0] - angle[1][[1, 2, 0]]
    assert np.allclose(np.cos(turned), 1, atol=1e-2)


def test_a_picture_is_upright_and_not_mirrored(pictures):
    """Seen from the answers, is the first pixel at the top left, and the last one at the bottom right?"""
    net = nn.Sequential(nn.Flatten(), nn.Linear(1728, 4), nn.Linear(4, 3))
    layout = arrange([trace(net, pictures["one"])])
    (_, left, top), (_, right, bottom) = layout.inputs[0], layout.inputs[-1]
    assert left < right  # who looks from +x towards −x, z upwards, has +y on the right
    assert bottom < top


def test_the_connections_drawn_are_the_strongest(net, pictures):
    """Are at most 400 drawn, and of each layer those that bring most?"""
    graphs = [trace(net, x) for x in pictures.values()]
    layout = arrange(graphs)
    dim, lit = wires.background(graphs, layout), wires.signal(graphs[0], layout)
    assert sum(map(len, dim)) + sum(map(len, lit)) <= wires.MOST
    for number, part in enumerate(lit):
        _, before = layout.before(number)
        into = graphs[0].layers[number].brought[layout.shown[number]][:, before].abs()
        strongest = into.flatten().topk(len(part)).values
        np.testing.assert_allclose(np.sort(np.abs(part.brought))[::-1], strongest, rtol=1e-6)
        for weight, (start, end) in zip(part.brought, part.pairs, strict=True):
            assert weight == graphs[0].layers[number].brought[end, start]


def test_a_budget_is_dealt_out():
    """Does what a small layer leaves go to the others, and is never more given than there is?"""
    assert wires.shares([1000, 1000], 100) == [50, 50]
    assert wires.shares([1000, 4], 100) == [96, 4]
    assert wires.shares([3, 4], 100) == [3, 4]
    assert sum(wires.shares([50, 50, 50], 100)) == 100
