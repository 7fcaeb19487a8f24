"""Which connections are drawn: few and telling ones, since thousands of lines are a white blob and a slow one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from helpers.scene.graph import Graph
from helpers.scene.layout import Layout

MOST = 160  # connections drawn at once
SIGNAL = 0.5  # share of them that carry the present input's signal; the others are there in general
VEIL = 18  # connections in general that are drawn before a picture


@dataclass(frozen=True)
class Wires:
    """The connections into one layer that are drawn: W of them."""

    starts: np.ndarray  # (W, 3)
    ends: np.ndarray  # (W, 3)
    brought: np.ndarray  # (W,) activation × weight
    pairs: np.ndarray  # (W, 2) which neuron before, which neuron of the layer, counted from 0

    def __len__(self) -> int:
        return len(self.brought)

    def __getitem__(self, chosen) -> "Wires":
        return Wires(self.starts[chosen], self.ends[chosen], self.brought[chosen], self.pairs[chosen])

    def of_sign(self, positive: bool) -> "Wires":
        """Those that excite, or those that inhibit."""
        return self[(self.brought >= 0) == positive]

    def first(self, count: int) -> "Wires":
        """The strongest `count` of them: they come sorted."""
        return self[:count]


def signal(graph: Graph, layout: Layout, most: int = MOST) -> list[Wires]:
    """For each layer, the connections that bring it most (by |activation × weight|) for this input."""
    return strongest([graph], layout, round(SIGNAL * most))


def background(graphs: Sequence[Graph], layout: Layout, most: int = MOST) -> list[Wires]:
    """For each layer, the connections that bring it most on average over these inputs; few of them hide a picture."""
    found = strongest(graphs, layout, most - round(SIGNAL * most))
    return [found[0].first(VEIL), *found[1:]] if graphs[0].picture is not None else found


def strongest(graphs: Sequence[Graph], layout: Layout, budget: int) -> list[Wires]:
    """At most `budget` connections in all, shared out over the layers, and none that brings nothing."""
    depth, found = len(layout.layers), []
    possible = [len(layout.before(number)[0]) * len(layout.layers[number]) for number in range(depth)]
    for number, share in enumerate(shares(possible, budget)):
        places, before = layout.before(number)
        into = np.stack([graph.layers[number].brought.detach().cpu().numpy() for graph in graphs])
        into = into[:, layout.shown[number]][:, :, before]  # (inputs, n, m)
        strength = np.abs(into).mean(0)
        picked = np.argsort(-strength, axis=None, kind="stable")[:share]
        picked = picked[strength.flat[picked] > 0]
        ends, starts = np.unravel_index(picked, strength.shape)
        pairs = np.stack([before[starts], layout.shown[number][ends]], 1)
        found.append(Wires(places[starts], layout.layers[number][ends], into.mean(0)[ends, starts], pairs))
    return found


def shares(possible: Sequence[int], budget: int) -> list[int]:
    """Deal out a budget evenly; what a layer with few connections leaves goes to the others."""
    given = [0] * len(possible)
    while budget > 0 and any(has > got for has, got in zip(possible, given, strict=True)):
        open_ = [i for i, (has, got) in enumerate(zip(possible, given, strict=True)) if has > got]
        each = max(1, budget // len(open_))
        for i in open_:
            more = min(each, possible[i] - given[i], budget)
            given[i] += more
            budget -= more
    return given
