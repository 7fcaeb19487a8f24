"""Neurons and their sums: a layer as a product of matrices, slopes on their way back, ReLUs that add up to a curve."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers import theme
from helpers.charts.tables import cells


def layer(x, weight, bias, answer) -> Figure:
    """A dense layer in numbers; the first example, the first neuron and what the two give are framed.

    x (B, I), weight (O, I), bias (O,), answer (B, O).
    """
    parts = {"x": x, "weight": weight, "bias": bias, "result": answer}
    parts = {name: np.asarray(part, dtype=float) for name, part in parts.items()}
    tables = {f"{name} {part.shape}": np.atleast_2d(part) for name, part in parts.items()}
    high, ratios = max(map(len, tables.values())), [table.shape[1] for table in tables.values()]
    frames = [(1, ratios[0]), (1, ratios[1]), (1, 1), (1, 1)]
    with theme.look():
        figure, panels = plt.subplots(1, 4, figsize=(7.2, 0.9 + 0.5 * high), width_ratios=ratios)
        for axes, (title, table), frame in zip(panels, tables.items(), frames, strict=True):
            most = np.abs(table).max()
            cells(axes, table, "{:g}", -most, most, theme.SIGNED)
            axes.add_patch(Rectangle((-0.5, -0.5), frame[1], frame[0], fill=False, edgecolor=theme.PULSE, linewidth=3))
            axes.set(xticks=[], yticks=[])
            axes.set_title(title, fontsize=10)
    return figure


def network(values: Sequence[Sequence[float]], weights: Sequence, slopes: Sequence) -> Figure:
    """A small network with its numbers: what each neuron says, and on each line its weight and its slope.

    values: what the neurons of each layer say, from input to output; weights, slopes: a matrix (outputs, inputs) for
    each layer of lines. Lines whose slope is 0 are grey.
    """
    with theme.look():
        figure, axes = plt.subplots(figsize=(7.2, 3.0))
        for depth, (matrix, slope) in enumerate(zip(weights, slopes, strict=True)):
            for (output, source), weight in np.ndenumerate(np.asarray(matrix, dtype=float)):
                ends = _place(depth, source, values), _place(depth + 1, output, values)
                _line(axes, *ends, weight, float(slope[output][source]))
        for depth, layer in enumerate(values):
            for neuron, value in enumerate(layer):
                place = _place(depth, neuron, values)
                axes.plot(*place, "o", markersize=34, color=theme.FAINT, markeredgecolor=theme.INK)
                axes.text(*place, f"{value:g}", ha="center", va="center", fontweight="bold")
        axes.set(xlim=(-0.25, len(values) - 0.75), ylim=(-0.5, max(map(len, values)) - 0.5))
        axes.axis("off")
    return figure


def _place(depth: int, neuron: int, values: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Where a neuron is drawn: layers from left to right, each centred, its first neuron on top."""
    middle = (max(map(len, values)) - 1) / 2
    return float(depth), middle + (len(values[depth]) - 1) / 2 - neuron


def _line(axes, start: tuple[float, float], end: tuple[float, float], weight: float, slope: float) -> None:
    """One weight, from neuron to neuron, with its numbers nearer to where it begins, where lines lie apart."""
    colour = theme.PULSE if slope else theme.MUTED
    axes.plot(*zip(start, end, strict=True), color=colour, linestyle="-" if slope else ":", linewidth=1.6, zorder=0)
    (x, y), (right, top) = start, end
    spot = x + 0.3 * (right - x), y + 0.3 * (top - y)
    box = {"facecolor": theme.STAGE, "edgecolor": "none", "pad": 1.5}
    axes.text(*spot, f"{weight:g}, slope {slope:g}", ha="center", va="center", fontsize=9, color=colour, bbox=box)


def sums(x, parts, names: Sequence[str], total: str, truth=None) -> Figure:
    """Curves and, thick, their sum; `truth`, where given, is the curve that the sum should follow, dashed.

    x (N,), parts (K, N), names: one a part, or none for many alike; total: the name of the sum.
    """
    x, parts = np.asarray(x), np.asarray(parts)
    with theme.look():
        figure, axes = plt.subplots()
        for part, name in zip(parts, names or [None] * len(parts), strict=True):
            plain = {} if name else {"color": theme.MUTED, "linestyle": "-"}
            axes.plot(x, part, linewidth=1.2, label=name, **plain)
        if truth is not None:
            axes.plot(x, np.asarray(truth), color=theme.SKY, linestyle="--", label="the function")
        axes.plot(x, parts.sum(0), color=theme.PULSE, linestyle="-", linewidth=3, label=total)
        axes.set(xlabel="x")
        axes.legend()
    return figure


def falling(counts: Sequence[int], errors: Mapping[str, Sequence[float]], unit: str) -> Figure:
    """Errors against a count, both in powers of ten: a straight line falls by the same factor at each doubling.

    errors: a row of numbers for each name; the factor of the last doubling stands at the end of each line.
    """
    with theme.look():
        figure, axes = plt.subplots()
        for (name, row), form in zip(errors.items(), ("o-", "s--", "^-.", "d:"), strict=False):
            axes.loglog(counts, row, form, label=name)
            steps = np.log2(counts[-1] / counts[-2])
            factor = (row[-1] / row[-2]) ** (1 / steps)
            axes.annotate(f"×{factor:.2f}", (counts[-1], row[-1]), (8, -3), textcoords="offset points")
        axes.set(xlabel=unit, ylabel="largest error")
        axes.set_xticks(counts, [str(count) for count in counts])
        axes.minorticks_off()
        axes.margins(x=0.12)
        axes.legend()
    return figure


def together(losses: Mapping[str, Sequence[float]], unit: str = "loss") -> Figure:
    """Curves that may lie on top of each other: the first is a wide band, the others thin lines within it."""
    with theme.look():
        figure, axes = plt.subplots()
        for place, (name, row) in enumerate(losses.items()):
            wide = {"linewidth": 7, "color": theme.CONTROL, "linestyle": "-"} if place == 0 else {"linewidth": 2}
            axes.plot(row, label=name, **wide)
        axes.set(xlabel="step", ylabel=unit)
        axes.legend()
    return figure
