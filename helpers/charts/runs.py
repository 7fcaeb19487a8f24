"""Runs as lines, bars and dots: what training did, step by step and seed by seed."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from helpers import theme


def descent(path: list[tuple[float, float]], x, y) -> Figure:
    """The loss of `weight * x` against y as a valley, and the steps that a walk took in it.

    path: pairs (weight, loss), first to last; x, y (N,): the examples.
    """
    weights, losses = np.array(path).T
    x, y = np.asarray(x), np.asarray(y)
    reach = max(2.5, 1.15 * np.abs(weights - 2).max())
    valley = np.linspace(2 - reach, 2 + reach, 200)
    with theme.look():
        figure, axes = plt.subplots()
        axes.plot(valley, ((valley[:, None] * x - y) ** 2).mean(1), color=theme.MUTED)
        axes.plot(weights, losses, "o-", color=theme.PULSE, markersize=7, linewidth=1.2)
        for step, word in ((0, "start"), (-1, "end")):
            axes.annotate(word, path[step], (0, 9), textcoords="offset points", ha="center")
        axes.set(
            xlabel="weight w", ylabel="loss", title=f"{len(path)} steps: w = {weights[-1]:.3g}, loss = {losses[-1]:.3g}"
        )
    return figure


def bars(values: dict[str, float], unit: str, highlight: str = "") -> Figure:
    """One upright bar a name, its number on top; `highlight` is the one in colour."""
    with theme.look():
        figure, axes = plt.subplots()
        colours = [theme.PULSE if name == highlight else theme.MUTED for name in values]
        drawn = axes.bar(list(values), list(values.values()), color=colours, width=0.62)
        axes.bar_label(drawn, fmt="{:g}", padding=3)
        axes.set(ylabel=unit)
        axes.tick_params(axis="x", labelsize=9)
        axes.grid(axis="x", visible=False)
    return figure


def curve(losses, window: int = 25) -> Figure:
    """The loss of every step, and its mean over the last `window` steps."""
    losses = np.asarray(losses, dtype=float)
    window = max(1, min(window, len(losses) // 4))
    smooth = np.convolve(losses, np.ones(window) / window, mode="valid")
    with theme.look():
        figure, axes = plt.subplots()
        axes.plot(losses, color=theme.MUTED, linewidth=0.8, linestyle="-", label="each step")
        axes.plot(
            np.arange(window - 1, len(losses)), smooth, color=theme.PULSE, linestyle="-", label=f"mean of {window}"
        )
        axes.set(xlabel="step", ylabel="loss")
        axes.legend()
    return figure


def spread(groups: dict[str, list[float]], unit: str, chance: float | None = None) -> Figure:
    """One row a name: a dot for each run, a bar at their mean, the mean in numbers; `chance` as a dashed line."""
    with theme.look():
        figure, axes = plt.subplots(figsize=(7.2, 0.9 + 0.5 * len(groups)))
        for row, values in enumerate(reversed(groups.values())):
            mean = float(np.mean(values))
            axes.plot(values, [row] * len(values), "o", color=theme.PULSE, alpha=0.9, markersize=7)
            axes.plot([mean, mean], [row - 0.22, row + 0.22], color=theme.INK, linestyle="-")
            axes.annotate(f"{mean:.1%}", (mean, row + 0.28), ha="center", fontsize=9)
        if chance is not None:
            axes.axvline(chance, color=theme.CONTROL, linestyle="--", linewidth=1.2)
        axes.set(xlabel=unit, yticks=range(len(groups)), ylim=(-0.6, len(groups) - 0.2))
        axes.set_yticklabels(list(reversed(groups)))
        axes.xaxis.set_major_formatter("{x:.0%}")
    return figure


def in_words(groups: dict[str, list[float]]) -> str:
    """What `spread` shows, for who cannot see it: each name with its mean, lowest and highest value."""
    return "; ".join(
        f"{name}: {np.mean(values):.1%} on average ({min(values):.1%} to {max(values):.1%})"
        for name, values in groups.items()
    )
