"""From graphs to places: each layer's neurons on a ring, those that speak for the same answer side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi

import numpy as np

from helpers.scene.graph import Graph

SHOWN = 24  # neurons of a layer that are drawn at most
LENGTH = 3.1  # from the input to the answer
INPUT, HIDDEN, ANSWER = 0.78, (0.86, 0.5), 0.42  # half the picture's side; radii of the first and last hidden ring


@dataclass(frozen=True)
class Layout:
    """Where everything stands: x from the input to the answer, y to the right, z up."""

    inputs: np.ndarray  # (m, 3); of a picture, its pixels row by row
    layers: list[np.ndarray]  # each (n, 3), for the neurons that are shown
    shown: list[np.ndarray]  # each (n,), which neurons of their layer these are, counted from 0

    @property
    def points(self) -> np.ndarray:
        """Every neuron that is shown, layer by layer (n₁ + n₂ + …, 3)."""
        return np.concatenate(self.layers)

    def before(self, layer: int) -> tuple[np.ndarray, np.ndarray]:
        """Places and numbers of what feeds a layer."""
        if layer:
            return self.layers[layer - 1], self.shown[layer - 1]
        return self.inputs, np.arange(len(self.inputs))


def arrange(graphs: Sequence[Graph]) -> Layout:
    """One layout for several inputs of one network; of large layers, the neurons that say most on these inputs."""
    depth = len(graphs[0].layers)
    shown = [loudest([graph.layers[number] for graph in graphs]) for number in range(depth)]
    radii = [*np.linspace(*HIDDEN, depth - 1), ANSWER]
    speaks = affinities(graphs)
    layers = []
    for number in range(depth):
        answer = number == depth - 1
        angles = compass(len(shown[number])) if answer else seats(speaks[number][:, shown[number]])
        across = radii[number] * np.stack([np.cos(angles), np.sin(angles)], 1)
        layers.append(np.column_stack([np.full(len(across), LENGTH * (number + 1) / depth), across]))
    first = graphs[0]
    inputs = column(len(first.inputs)) if first.picture is None else sheet(*first.picture.shape[1:])
    return Layout(inputs, layers, shown)


def loudest(layers) -> np.ndarray:
    """The numbers of at most SHOWN neurons, those that say most on average, in their own order."""
    said = np.mean([layer.values.abs().cpu().numpy() for layer in layers], 0)
    return np.sort(np.argsort(-said, kind="stable")[:SHOWN])


def affinities(graphs: Sequence[Graph]) -> list[np.ndarray]:
    """For each layer (K, n): how much each of its neurons speaks for each answer, all paths added up."""
    brought = [
        np.mean([graph.layers[number].brought.cpu().numpy() for graph in graphs], 0)
        for number in range(len(graphs[0].layers))
    ]
    speaks = [np.eye(len(brought[-1]))]
    for into in reversed(brought[1:]):
        speaks.insert(0, speaks[0] @ into)
    return [each - each.mean(0) for each in speaks]


def compass(count: int) -> np.ndarray:
    """Angles of the answers: the first one at the top, the others evenly round."""
    return pi / 2 + 2 * pi * np.arange(count) / count


def seats(speaks: np.ndarray) -> np.ndarray:
    """An angle for each neuron (n,): evenly round the ring, in the order of the answers (K, n) they speak for."""
    directions = compass(len(speaks))
    wish = np.arctan2(np.sin(directions) @ speaks, np.cos(directions) @ speaks)
    count = len(wish)
    order, even = np.argsort(wish, kind="stable"), 2 * pi * np.arange(count) / count
    # Turn the ring to where the wishes are nearest, on average.
    turn = np.angle(np.exp(1j * (wish[order] - even)).mean())
    angles = np.empty(count)
    angles[order] = even + turn
    return angles


def sheet(height: int, width: int) -> np.ndarray:
    """Places (H · W, 3) for a picture's pixels, row by row: upright at x = 0, to be seen from the answer's side."""
    pixel = 2 * INPUT / max(height, width, 2)
    y = pixel * (np.arange(width) - (width - 1) / 2)
    z = pixel * ((height - 1) / 2 - np.arange(height))
    return np.stack([np.zeros((height, width)), *np.meshgrid(y, z)], -1).reshape(-1, 3)


def column(count: int) -> np.ndarray:
    """Places (m, 3) for plain numbers: one above the other at x = 0, the first on top."""
    z = np.linspace(INPUT, -INPUT, count) if count > 1 else np.zeros(1)
    return np.stack([np.zeros(count), np.zeros(count), z], 1)
