"""What depth does for small networks: three experiments, measured on seeds drawn after their recipes were settled.

`python -m helpers.training.depth` measures everything stored anew, in about five minutes on one idle core; it can be
interrupted and goes on where it stopped.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import torch
from tqdm import tqdm

from helpers.data.points import Points, corner, on_line, spiral, tents, wave
from helpers.device import one_thread
from helpers.models.alexnet import count_parameters
from helpers.models.mlp import mlp
from helpers.training import unfolding
from helpers.training.sweep import Sweep

STORE = Path(__file__).with_name("depth.json")

# Approximable is not trainable: one kink, which two ReLUs can be exactly, from many starts.
NETS = [(2,), (4,), (8,), (16,), (32,), (2, 2), (2, 2, 2), (2,) * 5, (2,) * 10]
STARTS, GROUP, CORNER_STEPS, CORNER_RATE = range(1_000, 1_100), 20, 1_000, 0.02
LEARNED = 0.99  # of the function's spread explained

# Why depth: one to four hidden layers with as many parameters.
WIDTHS = {2: (63, 15, 11, 9), 1: (118, 17, 12, 10)}  # inputs → width for depth 1, 2, 3, 4
RATES, TUNING, FRESH, STEPS = (0.003, 0.01, 0.03, 0.1), (0, 1, 2), (401, 402, 403, 404, 405), 2_000
TASKS: dict[str, Callable[[int, int], Points]] = {
    "spiral, 1¼ turns": lambda count, seed: spiral(count, seed=seed),
    "spiral, 3 turns": lambda count, seed: spiral(count, turns=3, noise=0.05, seed=seed),
    "smooth wave": lambda count, seed: on_line(wave, count, 0.02, seed),
    "four tents": lambda count, seed: on_line(partial(tents, folds=3), count, 0.02, seed),
}


def corners(hidden: tuple[int, ...], starts=STARTS) -> dict[str, list[float]]:
    """Of each group of starts: the share that had not learned the corner after 1,000 steps, and that gives one value.

    hidden: widths of the hidden layers. A network has learned it if it explains 99 % of its spread.
    """
    fresh = on_line(corner, 1_000)
    with one_thread():
        nets = Sweep([hidden] * len(starts), 1, 1, seeds=starts).fit(on_line(corner, 64), CORNER_STEPS, CORNER_RATE)
        failed = 1 - nets.error(fresh.x, fresh.y) / fresh.y.var(correction=0) < LEARNED
        flat = nets.predict(fresh.x).std(1).amax(1) < 1e-3
    groups = {"failed": failed, "flat": flat}
    return {name: [part.float().mean().item() for part in mask.split(GROUP)] for name, mask in groups.items()}


def reach(task: str, depth: int, rate: float, seed: int) -> float:
    """What a network of this depth reaches on fresh data: share right, or share of the function's spread explained."""
    return reached(task, depth, rate, [seed], data=seed)[0]


def reached(task: str, depth: int, rate: float, starts: Sequence[int], data: int) -> list[float]:
    """The same for several starts on the same data, drawn from 2 · data (to learn from) and 2 · data + 1 (fresh)."""
    known, fresh = TASKS[task](600 if "spiral" in task else 128, 2 * data), TASKS[task](2_000, 2 * data + 1)
    with one_thread():
        nets = Sweep([hidden(task, depth)] * len(starts), *ends(task), seeds=starts)
        return scores(nets.fit(known, STEPS, rate, 128, data), fresh)


def scores(nets: Sweep, fresh: Points) -> list[float]:
    """Share of points right, or share of a function's spread explained, of each network."""
    if fresh.y.dtype == torch.long:
        return nets.accuracy(fresh.x, fresh.y).tolist()
    return (1 - nets.error(fresh.x, fresh.y) / fresh.y.var(correction=0)).tolist()


def hidden(task: str, depth: int) -> tuple[int, ...]:
    """The hidden layers of the network of this depth, with as many parameters as one layer, within 2 %."""
    return (WIDTHS[ends(task)[0]][depth - 1],) * depth


def ends(task: str) -> tuple[int, int]:
    """Inputs and outputs of a task's network."""
    return (2, 2) if "spiral" in task else (1, 1)


def parameters(task: str, depth: int) -> int:
    """How many parameters the network of this depth has."""
    inputs, outputs = ends(task)
    return count_parameters(mlp([inputs, *hidden(task, depth), outputs]))


def best_rate(task: str, depth: int) -> float:
    """The learning rate that does best over the starts TUNING, on data of their own: each depth gets its own."""
    return max(RATES, key=lambda rate: sum(reached(task, depth, rate, TUNING, data=0)))


def tuned(task: str, depth: int) -> dict:
    """The best rate for this depth, and what it reaches on each fresh seed."""
    rate = best_rate(task, depth)
    return {"rate": rate, "reached": [reach(task, depth, rate, seed) for seed in FRESH]}


def trainable() -> dict[str, dict[str, list[float]]]:
    """Stored: for each network its shares of failed and of flat starts, one a group of 20 starts."""
    return {name(net): read()[f"corner {name(net)}"] for net in NETS}


def matched(task: str) -> dict[str, list[float]]:
    """Stored: what one to four hidden layers with as many parameters reach, one number a fresh seed."""
    rows = read()
    return {f"depth {depth}": rows[f"{task} {depth}"]["reached"] for depth in (1, 2, 3, 4)}


def unfolded() -> dict[str, torch.Tensor]:
    """Stored: probe accuracies (seeds, 1 + layers) of trained and of random networks."""
    rows = [read()[f"unfolding {seed}"] for seed in unfolding.SEEDS]
    return {kind: torch.tensor([row[kind] for row in rows]) for kind in ("trained", "random")}


def name(net: tuple[int, ...]) -> str:
    """A network's hidden layers, as in "5 × 2": five layers of two."""
    return f"{len(net)} × {net[0]}"


def read() -> dict:
    """Everything stored; {} where nothing is."""
    return json.loads(STORE.read_text()) if STORE.exists() else {}


def jobs() -> Iterator[tuple[str, Callable]]:
    """Everything that is stored: its key, and what measures it."""
    for net in NETS:
        yield f"corner {name(net)}", partial(corners, net)
    for seed in unfolding.SEEDS:
        yield f"unfolding {seed}", partial(unfolding.measure, seed)
    for task in TASKS:
        for depth in (1, 2, 3, 4):
            yield f"{task} {depth}", partial(tuned, task, depth)


def rounded(result):
    """The same with four digits."""
    if isinstance(result, dict):
        return {key: rounded(value) for key, value in result.items()}
    return [round(value, 4) for value in result] if isinstance(result, list) else result


def main() -> None:
    """Measure what is not stored yet, and store each result as soon as it is there."""
    todo, rows = dict(jobs()), read()
    rows = {key: row for key, row in rows.items() if key in todo}
    for key, measure in tqdm([job for job in todo.items() if job[0] not in rows], desc="depth"):
        rows[key] = rounded(measure())
        STORE.write_text(json.dumps(rows, sort_keys=True, ensure_ascii=False, indent=0) + "\n")
    print(f"depth: {len(rows)} results in {STORE.name}")


if __name__ == "__main__":
    main()
