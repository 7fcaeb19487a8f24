"""A spiral on its way through a network: after each layer, how well could a straight line part its arms?"""

import torch
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn

from helpers.data.points import Points, spiral
from helpers.training.sweep import Sweep

HIDDEN, STEPS, RATE, COUNT = (4, 4, 4, 4), 1_000, 0.02, 600
SEEDS = tuple(range(301, 311))  # drawn after the recipe was settled


def examples(seed: int) -> tuple[Points, Points]:
    """Points to learn from and points never seen, both new for this seed."""
    return spiral(COUNT, seed=2 * seed), spiral(COUNT, seed=2 * seed + 1)


def start(seed: int) -> Sweep:
    """Four hidden layers of four neurons (tanh), untrained."""
    return Sweep([HIDDEN], activation="tanh", seeds=seed)


@torch.no_grad()
def after_each_layer(net: nn.Sequential, x: Tensor) -> list[Tensor]:
    """x itself, and what each hidden layer makes of it (N, width), its bend included."""
    seen = [x]
    for part in net[:-1]:
        x = part(x)
        if not isinstance(part, nn.Linear):
            seen.append(x)
    return seen


def probe(known: Tensor, labels: Tensor, fresh: Tensor, fresh_labels: Tensor) -> float:
    """The share of fresh points (N, D) that the best straight cut through the known ones gets right."""
    return float(straight_cut(known, labels).score(fresh, fresh_labels))


def straight_cut(known: Tensor, labels: Tensor):
    """Logistic regression on standardised numbers."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=100, max_iter=1_000)).fit(known, labels)


def seen_from_the_side(known: Tensor, labels: Tensor, fresh: Tensor) -> Tensor:
    """Fresh points (N, D) as a picture (N, 2) in which the straight cut is the upright line at 0.

    Across: how far a point lies from the cut, in units of the spread. Up: the direction along the cut in which the
    points lie farthest apart.
    """
    (_, scale), (_, cut) = straight_cut(known, labels).steps
    points = torch.from_numpy(scale.transform(fresh)).double()
    across = torch.from_numpy(cut.coef_[0]).double()
    length = across.norm()
    across = across / length
    distance = points @ across + cut.intercept_[0] / length
    along = points - (points @ across)[:, None] * across
    _, _, directions = torch.linalg.svd(along - along.mean(0), full_matrices=False)
    return torch.stack([distance, along @ directions[0]], 1).float()


def measure(seed: int) -> dict[str, list[float]]:
    """Probe accuracy on the spiral itself and after each layer, of the network trained and as it started."""
    (known, fresh), sweep = examples(seed), start(seed)
    rows = {}
    for name, steps in (("random", 0), ("trained", STEPS)):
        net = (sweep.fit(known, steps, RATE) if steps else sweep).network(0)
        both = zip(after_each_layer(net, known.x), after_each_layer(net, fresh.x), strict=True)
        rows[name] = [probe(ours, known.y, new, fresh.y) for ours, new in both]
    return rows
