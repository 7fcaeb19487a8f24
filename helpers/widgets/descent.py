"""How long should a step be? One weight, one slider."""

import torch

from helpers import charts
from helpers.training.descent import walk
from helpers.widgets.explorable import Chart, choice

X, Y = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 4.0, 6.0])
RATES = [0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.15, 0.2, 0.21, 0.214, 0.22, 0.25]
STEPS = 10


def explore_descent() -> Chart:
    """A slider for the learning rate, and the ten steps it leads to."""
    return Chart(draw, describe, {"rate": choice("learning rate η", RATES, 0.05)})


def draw(rate: float):
    """The valley and ten steps with this learning rate."""
    return charts.descent(walk(X, Y, rate, STEPS), X, Y)


def describe(rate: float) -> str:
    """Where ten steps with this learning rate lead, in words."""
    weight, loss = walk(X, Y, rate, STEPS)[-1]
    first = walk(X, Y, rate, 1)[0][1]
    verdict = "it climbs away" if loss > first else "it arrives" if abs(weight - 2) < 0.02 else "it is on its way"
    return f"Learning rate {rate:g}: after {STEPS - 1} steps w = {weight:.3g}, loss = {loss:.3g}; {verdict}."
