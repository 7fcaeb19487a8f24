"""Matrices as coloured cells with their numbers."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers import theme

LITTLE_AND_MUCH = [f"{amount} {name}" for name in ("data", "compute", "depth") for amount in ("little", "much")]


def convolution(picture, kernel, answer) -> Figure:
    """A picture, a kernel and the result, with their numbers; the first window and its result are framed.

    picture (H, W), kernel (h, w), answer (H - h + 1, W - w + 1).
    """
    parts = [np.asarray(part, dtype=float) for part in (picture, kernel, answer)]
    frames = [parts[1].shape, parts[1].shape, (1, 1)]
    with theme.look():
        figure, panels = plt.subplots(1, 3, figsize=(7.2, 2.6))
        for axes, part, frame, title in zip(panels, parts, frames, ("picture", "kernel", "result"), strict=True):
            most = np.abs(part).max()
            cells(axes, part, "{:g}", -most, most, theme.SIGNED)
            axes.add_patch(Rectangle((-0.5, -0.5), frame[1], frame[0], fill=False, edgecolor=theme.PULSE, linewidth=3))
            axes.set(title=title, xticks=[], yticks=[])
    return figure


def cube(table, names: Sequence[str] = LITTLE_AND_MUCH) -> Figure:
    """Accuracies (2, 2, 2), axes data, compute, depth, as two tables: little depth on the left, much on the right.

    names: what little and much are called, for data, compute and depth in turn.
    """
    table, names = np.asarray(table, dtype=float), np.reshape(names, (3, 2))
    with theme.look():
        figure, panels = plt.subplots(1, 2, figsize=(7.2, 3.0))
        for depth, axes in enumerate(panels):
            cells(axes, table[:, :, depth], "{:.0%}", 1 / 3, 1)
            axes.set(title=names[2, depth], xticks=[0, 1], yticks=[0, 1])
            axes.set_xticklabels(names[1])
            axes.set_yticklabels(names[0])
    return figure


def cells(axes, values: np.ndarray, form: str, low: float, high: float, colours="cividis") -> None:
    """A matrix as coloured cells with their numbers; ink is chosen to stand out from each cell."""
    grid = axes.imshow(values, colours, vmin=low, vmax=high)
    for (row, column), value in np.ndenumerate(values):
        ink = max((theme.INK, theme.STAGE), key=lambda ink: theme.contrast(ink, grid.to_rgba(value)))
        axes.text(column, row, form.format(value), ha="center", va="center", color=ink, fontweight="bold")
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


def heat(table, rows: Sequence[str], columns: Sequence[str], title: str, form: str = "{:.0%}") -> Figure:
    """Shares (R, C) in [0, 1] as coloured cells with their numbers, brighter is more, under the names of both sides."""
    values = np.asarray(table, dtype=float)
    with theme.look():
        figure, axes = plt.subplots(figsize=(1.6 + 1.0 * values.shape[1], 1.0 + 0.46 * values.shape[0]))
        cells(axes, values, form, 0, 1)
        axes.set_aspect("auto")
        axes.set(title=title, xticks=range(len(columns)), yticks=range(len(rows)))
        axes.set_xticklabels(columns)
        axes.set_yticklabels(rows)
    return figure
