"""The same scene as a still picture, for where nothing moves: on GitHub, on paper, in an untrusted notebook."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from helpers import theme
from helpers.scene import figure as drawing
from helpers.scene.graph import Graph
from helpers.scene.layout import INPUT, LENGTH, Layout
from helpers.scene.wires import Wires

LINES = {True: "solid", False: (0, (4, 2))}
BESIDE = (0.12, 0, 0)  # from a neuron to its words


def still(graphs: Sequence[Graph], graph: Graph, layout: Layout, dim, lit, classes: Sequence[str]) -> Figure:
    """One input's signal when it has arrived, seen from where the figure's camera starts."""
    with theme.look():
        page, axes = plt.subplots(figsize=(7.2, 3.7), layout="none")
    axes.set_position([0, 0, 1, 1])
    axes.set_axis_off()
    axes.set_aspect("equal")
    if graph.picture is not None:
        squares = PolyCollection(pixel_squares(graph, layout), color=drawing.colours_of(graph), linewidths=0.3)
        axes.add_collection(squares)
    axes.add_collection(LineCollection(lines_of(dim), colors=drawing.DIM, linewidths=0.6))
    for sign in (False, True):
        axes.add_collection(signals(lit, sign))
    neurons(axes, graphs, graph, layout)
    labels(axes, graph, layout, classes)
    frame(axes, project(np.concatenate([layout.inputs, layout.points])))
    return page


def frame(axes, points: np.ndarray) -> None:
    """Show all of it, with room below for the layers' names and to the right for the answers'."""
    low, high = points.min(0), points.max(0)
    wide, tall = high - low
    axes.set_xlim(low[0] - 0.05 * wide, high[0] + 0.2 * wide)
    axes.set_ylim(low[1] - 0.2 * tall, high[1] + 0.06 * tall)


def project(points: np.ndarray) -> np.ndarray:
    """Points (…, 3) as a camera at EYE sees them (…, 2), with perspective."""
    eye = np.array([drawing.EYE[axis] for axis in "xyz"])
    # The camera counts in the aspect ratio's units, from the middle of the axes.
    scaled = (np.asarray(points) - [LENGTH / 2 + 0.15, 0, -0.1]) / 2
    forward = -eye / np.linalg.norm(eye)
    right = np.cross(forward, [0, 0, 1])
    right /= np.linalg.norm(right)
    seen = (scaled - eye * 1.25) @ np.stack([right, np.cross(right, forward), forward], 1)
    return seen[..., :2] / seen[..., 2:]


def pixel_squares(graph: Graph, layout: Layout) -> np.ndarray:
    """The corners of every pixel, projected (H · W, 4, 2)."""
    half = INPUT / max(graph.picture.shape[1:])
    around = half * np.array([[0, -1, -1], [0, 1, -1], [0, 1, 1], [0, -1, 1]])
    return project(layout.inputs[:, None] + around)


def lines_of(wires: Sequence[Wires]) -> np.ndarray:
    """Projected ends of all of them (W, 2, 2)."""
    return np.concatenate([project(np.stack([part.starts, part.ends], 1)) for part in wires])


def signals(wires: Sequence[Wires], sign: bool) -> LineCollection:
    """The connections that carry the signal, as bright as in the figure."""
    chosen, colours = [part.of_sign(sign) for part in wires], [colour for _, colour in drawing.LIT[sign]]
    look = {"cmap": LinearSegmentedColormap.from_list("lit", colours), "linestyles": [LINES[sign]], "linewidths": 1.3}
    drawn = LineCollection(lines_of(chosen), **look)
    drawn.set_array(np.array(drawing.lit(wires, sign)["line"]["color"][::3]))
    drawn.set_clim(0, 1)
    return drawn


def neurons(axes, graphs, graph: Graph, layout: Layout) -> None:
    """Neurons and their glow."""
    marker = drawing.neurons(graphs, graph, layout, len(layout.layers))["marker"]
    x, y = project(layout.points).T
    sizes, glow = np.array(marker["size"]), LinearSegmentedColormap.from_list("glow", drawing.GLOW)
    look = {"c": marker["color"], "cmap": glow, "vmin": 0, "vmax": 1, "linewidths": 0}
    loud = sizes > drawing.SIZES[0]
    for wide, alpha in ((2.6, 0.12), (1.7, 0.2)):
        axes.scatter(x, y, (0.55 * wide * sizes * loud) ** 2, alpha=alpha, zorder=3, **look)
    axes.scatter(x, y, (0.55 * sizes) ** 2, zorder=4, **look)


def labels(axes, graph: Graph, layout: Layout, classes: Sequence[str]) -> None:
    """Names of layers and answers, the likeliest answer in yellow."""
    for note in drawing.names(layout):
        place = np.array([note[axis] for axis in "xyz"])
        axes.text(*project(place), note["text"], color=theme.MUTED, ha="center", va="top", fontsize=9)
    for note in drawing.answers(graph, layout, classes, told=True):
        place, size = np.array([note[axis] for axis in "xyz"]), note["font"]["size"]
        look = {"color": note["font"]["color"], "fontsize": 0.6 * size}
        axes.text(*project(place + BESIDE), note["text"], va="center", **look)
