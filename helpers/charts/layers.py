"""Layer by layer: points on their way through a network, signals that fade or grow, how deep networks are."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from helpers import theme

FORMS = ("o-", "s--", "^-.", "D:")


def unfolding(views: Sequence, labels, titles: Sequence[str]) -> Figure:
    """The same points after each layer, two classes in two colours and shapes; the line is the straight cut.

    views: (N, 2) a panel, the cut at 0 across; labels (N,) 0 or 1; titles: one a panel.
    """
    labels = np.asarray(labels)
    with theme.look():
        figure, panels = plt.subplots(1, len(views), figsize=(1.65 * len(views), 2.3), squeeze=False)
        for axes, view, title in zip(panels[0], views, titles, strict=True):
            view = np.asarray(view)
            for label, (form, colour) in enumerate((("o", theme.ORANGE), ("s", theme.SKY))):
                here = view[labels == label]
                axes.plot(*here.T, form, color=colour, markersize=2.6, markeredgewidth=0)
            axes.axvline(0, color=theme.INK, linestyle="-", linewidth=1)
            axes.set(xticks=[], yticks=[])
            axes.set_title(title, fontsize=9)
    return figure


def signals(rows: Mapping[str, Sequence[float]], unit: str, across: str = "layer") -> Figure:
    """One line a name over layers 1, 2, …, in powers of ten: what fades, what stays, what grows."""
    with theme.look():
        figure, axes = plt.subplots()
        for (name, row), form in zip(rows.items(), FORMS, strict=False):
            axes.semilogy(range(1, len(row) + 1), row, form, label=name, markersize=4, linewidth=1.4)
        axes.set(xlabel=across, ylabel=unit)
        axes.legend(fontsize=9)
    return figure


def ladder(rows: Mapping[str, tuple[int, int]]) -> Figure:
    """How deep networks are: a disc at the layers or blocks that are usually named, a square at the matrices in a row.

    rows: name → (layers, matrices in a row), drawn from top to bottom with their numbers.
    """
    with theme.look():
        figure, axes = plt.subplots(figsize=(7.2, 0.9 + 0.32 * len(rows)))
        for place, (layers, matrices) in enumerate(reversed(rows.values())):
            axes.plot([layers, matrices], [place, place], color=theme.FAINT, linestyle="-", zorder=0)
            axes.plot(matrices, place, "s", color=theme.CONTROL, label="matrices in a row" if place == 0 else None)
            axes.plot(layers, place, "o", color=theme.PULSE, label="layers or blocks" if place == 0 else None)
            words = f"{layers}" if layers == matrices else f"{layers} / {matrices}"
            axes.annotate(words, (max(layers, matrices), place), (9, -3), textcoords="offset points", fontsize=9)
        axes.set(xscale="log", xlim=(5, 1_200), xticks=[8, 20, 50, 100, 200, 500], yticks=range(len(rows)))
        axes.set_xticklabels(["8", "20", "50", "100", "200", "500"])
        axes.set_yticklabels(list(reversed(rows)))
        axes.minorticks_off()
        axes.legend(loc="upper right", fontsize=9)
    return figure
