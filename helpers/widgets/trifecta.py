"""Move what counts as little and as much of data, compute and depth, and see what becomes of the interaction."""

from itertools import product

import ipywidgets
import torch
from torch import Tensor

from helpers import charts
from helpers.training import trifecta
from helpers.training.trifecta import COMPUTE, DATA, DEPTH
from helpers.widgets.explorable import Chart, span


def explore_trifecta(world, fresh) -> Chart:
    """Three sliders over the stored grid (three seeds), and a button that trains the chosen corner here and now.

    world, fresh: the pictures that the button's network learns from and is tested on.
    """
    controls = {
        "data": span("data (pictures)", DATA, (DATA[0], DATA[-1])),
        "compute": span("compute (steps)", COMPUTE, (COMPUTE[0], COMPUTE[-1])),
        "depth": span("depth (convolutions)", DEPTH, (DEPTH[0], DEPTH[-1])),
    }
    button = ipywidgets.Button(description="Train the 'much' corner here", layout={"width": "auto"})
    answer = ipywidgets.HTML()
    explorable = Chart(draw, describe, controls, extra=(ipywidgets.HBox([button, answer]),))
    button.on_click(lambda _: train_here(world, fresh, explorable.values, button, answer))
    return explorable


def train_here(world, fresh, values: dict, button: ipywidgets.Button, answer: ipywidgets.HTML) -> None:
    """Train one network for the upper ends of the sliders, and set its accuracy beside the stored ones."""
    amount = tuple(values[name][1] for name in ("data", "compute", "depth"))
    button.disabled, answer.value = True, "training …"
    try:
        here = trifecta.reach(world, fresh, *amount, seed=torch.seed() % 10_000)
        answer.value = f"here: {here:.1%}, stored: {of_seeds(*amount)}"
    finally:
        button.disabled = False


def chosen(data: tuple[int, int], compute: tuple[int, int], depth: tuple[int, int]) -> Tensor:
    """The stored accuracies at both ends of each slider: (2, 2, 2, seeds)."""
    rows = [[levels.index(end) for end in ends] for levels, ends in ((DATA, data), (COMPUTE, compute), (DEPTH, depth))]
    return trifecta.grid()[rows[0]][:, rows[1]][:, :, rows[2]]


def draw(**ends):
    """The chosen 2 × 2 × 2 table, mean over the seeds."""
    names = [f"{name}: {ends[name][end]:,}" for name in ("data", "compute", "depth") for end in (0, 1)]
    return charts.cube(chosen(**ends).mean(-1), names)


def describe(**ends) -> str:
    """The interaction contrast of the chosen table, with its spread over the seeds, in words."""
    table = chosen(**ends)
    sign = torch.tensor([-1.0, 1.0])
    contrasts = torch.einsum("dcls,d,c,l->s", table, sign, sign, sign)
    best_other = max(table[corner].mean().item() for corner in product((0, 1), repeat=3) if corner != (1, 1, 1))
    return (
        f"Interaction contrast {contrasts.mean():+.2f} ({contrasts.min():+.2f} to {contrasts.max():+.2f} "
        f"over {len(contrasts)} seeds). All three: {table[1, 1, 1].mean():.1%}; best other corner: {best_other:.1%}."
    )


def of_seeds(data: int, compute: int, depth: int) -> str:
    """The stored accuracies of one corner: lowest to highest."""
    values = trifecta.grid()[DATA.index(data), COMPUTE.index(compute), DEPTH.index(depth)]
    return f"{values.min():.1%} to {values.max():.1%}"
