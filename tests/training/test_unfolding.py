"""The spiral on its way through a network: is what is measured and drawn what the layers really say?"""

import pytest
import torch

from helpers.models.mlp import mlp
from helpers.training import unfolding


def test_layers_are_those_of_the_network():
    """Are the stops torch's own layer outputs, one after each bend, beginning with the points themselves?"""
    net, x = mlp([2, 5, 3, 2], "tanh", seed=1), torch.randn(20, 2)
    stops = unfolding.after_each_layer(net, x)
    first = torch.tanh(net[0](x))
    assert [stop.shape[1] for stop in stops] == [2, 5, 3]
    assert torch.equal(stops[0], x)
    assert torch.allclose(stops[1], first)
    assert torch.allclose(stops[2], torch.tanh(net[2](first)))


def test_a_probe_finds_a_line_where_there_is_one():
    """Is the probe perfect on points that a line parts, and no better than chance on points it cannot part?"""
    draw = torch.Generator().manual_seed(0)
    x, y = torch.randn(800, 3, generator=draw), torch.randint(2, (800,), generator=draw)
    parted = x + 8 * y[:, None]
    assert unfolding.probe(parted[:400], y[:400], parted[400:], y[400:]) == 1
    assert unfolding.probe(x[:400], y[:400], x[400:], y[400:]) == pytest.approx(0.5, abs=0.08)


@pytest.mark.parametrize("width", [2, 4])
def test_the_picture_shows_the_cut(width):
    """Is a point right of the line exactly where the probe says class 1, and is nothing stretched?"""
    draw = torch.Generator().manual_seed(1)
    y = torch.randint(2, (300,), generator=draw)
    x = torch.randn(300, width, generator=draw) + y[:, None]
    view = unfolding.seen_from_the_side(x, y, x)
    assert view.shape == (300, 2)
    said = unfolding.straight_cut(x, y).predict(x)
    assert ((view[:, 0] > 0).int().numpy() == said).all()
    standard = (x - x.mean(0)) / x.std(0, correction=0)
    assert (torch.cdist(view, view) <= torch.cdist(standard, standard) + 1e-3).all()  # a shadow: never farther apart


def test_one_seed_measured_again_gives_what_is_stored():
    """Is a stored row what measuring gives now, up to rounding on another machine, and does training help?"""
    from helpers.training import depth

    seed = unfolding.SEEDS[0]
    here, stored = unfolding.measure(seed), depth.read()[f"unfolding {seed}"]
    assert here["random"] == pytest.approx(stored["random"], abs=0.02)
    assert here["trained"] == pytest.approx(stored["trained"], abs=0.1)
    assert here["trained"][-1] > here["random"][-1] + 0.1
