"""The ladder of features: which layer knows what, a network beside its controls."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from helpers import theme

LOOKS = (("o-", theme.HERO), ("s--", theme.CONTROL), ("^:", theme.PURPLE), ("D-.", theme.SKY))
FILLS = {
    "edges": (theme.SKY, ""), "textures": (theme.PURPLE, "//"), "curves": (theme.GREEN, ".."),
    "parts": (theme.ORANGE, ""), "wholes": (theme.CONTROL, "\\\\"),
}  # fmt: skip


def rungs(curves: Mapping[str, Mapping], groups: Sequence[str], unit: str = "AUC", low: float = 0.5) -> Figure:
    """One panel a group of concepts, one line a kind of network: a dot for each seed, the line through their means.

    curves: kind → group → (seeds, layers); groups: those that get a panel; low: where the axis begins (of an AUC, .5
    is guessing).
    """
    with theme.look():
        figure, panels = plt.subplots(
            1, len(groups), figsize=(0.4 + 1.9 * len(groups), 3.1), sharey=True, squeeze=False
        )
        for axes, group in zip(panels[0], groups, strict=True):
            for (kind, found), (form, colour) in zip(curves.items(), LOOKS, strict=False):
                values = np.asarray(found[group])
                layers = np.arange(1, values.shape[1] + 1)
                axes.plot(np.tile(layers, len(values)), values.ravel(), form[0], color=colour, markersize=3, alpha=0.8)
                axes.plot(layers, values.mean(0), form, color=colour, markersize=5, label=kind)
            axes.set(xticks=layers, xlabel="layer")
            axes.set_title(group, fontsize=11)
        most = max(float(np.asarray(found[group]).max()) for found in curves.values() for group in groups)
        panels[0][0].set(ylabel=unit, ylim=(low, most + 0.08 * (most - low)))
        lines, kinds = panels[0][0].get_legend_handles_labels()
        figure.legend(lines, kinds, loc="outside lower center", ncols=len(kinds))
    return figure


def named_units(shares: Mapping[str, Mapping]) -> Figure:
    """What the units of each layer stand for: a bar a layer, cut by groups of concepts; one panel a kind of network.

    shares: kind → group → (seeds, layers), of each layer's units; groups with next to none get no name in the bar.
    """
    with theme.look():
        figure, panels = plt.subplots(1, len(shares), figsize=(3.7 * len(shares), 3.1), sharey=True, squeeze=False)
        label = {"boxstyle": "square,pad=0.15", "edgecolor": "none"}
        for axes, (kind, groups) in zip(panels[0], shares.items(), strict=True):
            floor = 0.0
            for group, values in groups.items():
                mean = np.asarray(values).mean(0)
                layers = np.arange(1, len(mean) + 1)
                colour, hatch = FILLS.get(group, (theme.MUTED, ""))
                axes.bar(layers, mean, 0.82, floor, color=colour, hatch=hatch, edgecolor=theme.STAGE, label=group)
                for layer, share, base in zip(layers, mean, floor + np.zeros(len(mean)), strict=True):
                    if share > 0.12:
                        place = (layer, base + share / 2)
                        axes.annotate(
                            group,
                            place,
                            ha="center",
                            va="center",
                            color=theme.STAGE,
                            fontsize=8,
                            bbox=label | {"facecolor": colour},
                        )
                floor = floor + mean
            axes.set(xticks=layers, xlabel="layer", ylim=(0, 1))
            axes.set_title(kind, fontsize=11)
            axes.grid(False)
        panels[0][0].yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
        panels[0][0].set_ylabel("share of the layer's units")
    return figure
