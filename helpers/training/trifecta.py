"""The trifecta of 2012 as an experiment: accuracy against data × compute × depth, here or as stored.

`python -m helpers.training.trifecta` trains everything stored anew, in about ten minutes on two idle cores; it can be
interrupted and goes on where it stopped.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from itertools import product
from multiprocessing import get_context
from pathlib import Path

import torch
from torch import Tensor
from tqdm import tqdm

from helpers.data.pictures import Pictures, paint
from helpers.models.alexnet import conv_net, shallow_net
from helpers.training.loop import train
from helpers.training.metrics import evaluate

DATA = (100, 500, 2_500, 12_000)  # pictures to learn from
COMPUTE = (25, 70, 200, 500)  # steps
DEPTH = (1, 2, 3, 5)  # convolutions
SEEDS = (101, 102, 103)  # drawn after the recipe was settled
CONTROLS = {
    "one layer, as many weights": lambda: shallow_net("parameters"),
    "one layer, as wide a view": lambda: shallow_net("field"),
}
STORE = Path(__file__).with_name("trifecta.json")


def reach(world: Pictures, fresh: Pictures, data: int, compute: int, depth: int, seed: int = 0, progress=True) -> float:
    """Accuracy on `fresh` after training `depth` convolutions for `compute` steps on the first `data` of `world`."""
    return trained(lambda: conv_net(depth), world, fresh, data, compute, seed, progress)


def trained(build: Callable, world: Pictures, fresh: Pictures, data: int, compute: int, seed: int, progress) -> float:
    """Accuracy on `fresh` of the net that `build` makes, after `compute` steps on the first `data` of `world`."""
    torch.manual_seed(seed)
    run = train(build(), world.images[:data], world.labels[:data], compute, seed=seed, progress=progress)
    return evaluate(run.model, fresh.images, fresh.labels)


def measure(world: Pictures, fresh: Pictures, seed: int = 0, done: dict | None = None, progress=True) -> Tensor:
    """The 2 × 2 × 2 table (axes data, compute, depth; 0 little, 1 much), trained now.

    done: corners measured already, as (data, compute, depth) → accuracy; they are not trained again.
    """
    table = torch.zeros(2, 2, 2)
    for corner in product((0, 1), repeat=3):
        d, c, l = corner  # noqa: E741 (layers)
        amount = (DATA[-d], COMPUTE[-c], DEPTH[-l])  # index 0 is the least, -1 the most
        table[corner] = done[corner] if done and corner in done else reach(world, fresh, *amount, seed, progress)
    return table


def grid() -> Tensor:
    """The stored grid: accuracy (data, compute, depth, seed), the levels as in DATA, COMPUTE, DEPTH."""
    rows = read()
    flat = [rows[key(*cell)] for cell in product(DATA, COMPUTE, DEPTH, SEEDS)]
    return torch.tensor(flat).view(len(DATA), len(COMPUTE), len(DEPTH), len(SEEDS))


def tables() -> Tensor:
    """The stored 2 × 2 × 2 tables, one for each seed: (seed, 2, 2, 2)."""
    ends = torch.tensor([0, -1])
    return grid()[ends][:, ends][:, :, ends].movedim(-1, 0)


def controls() -> dict[str, list[float]]:
    """What five layers and the shallow controls reached with all data and steps: name → one accuracy a seed."""
    rows = read()
    five = {"five layers": [rows[key(DATA[-1], COMPUTE[-1], DEPTH[-1], seed)] for seed in SEEDS]}
    return five | {name: [rows[key(name, seed)] for seed in SEEDS] for name in CONTROLS}


def read() -> dict[str, float]:
    """All stored accuracies; {} where nothing is stored yet."""
    return json.loads(STORE.read_text()) if STORE.exists() else {}


def key(*parts) -> str:
    """The name of a stored accuracy."""
    return " ".join(str(part) for part in parts)


def jobs() -> Iterator[tuple[str, tuple]]:
    """Everything that is stored: its key, and the arguments of `run_job`."""
    for data, compute, depth, seed in product(DATA, COMPUTE, DEPTH, SEEDS):
        yield key(data, compute, depth, seed), (seed, (data, compute, depth))
    for name, seed in product(CONTROLS, SEEDS):
        yield key(name, seed), (seed, name)


def run_job(seed: int, what: tuple | str) -> float:
    """Train one network of the grid, or the control of that name; return its accuracy on fresh pictures."""
    torch.set_num_threads(1)  # one process a core: two threads on one small network are no faster
    world, fresh = pictures(seed)
    if what in CONTROLS:
        return trained(CONTROLS[what], world, fresh, DATA[-1], COMPUTE[-1], seed, progress=False)
    return reach(world, fresh, *what, seed, progress=False)


@cache
def pictures(seed: int, test: int = 3_000) -> tuple[Pictures, Pictures]:
    """Pictures to learn from and fresh ones to be tested on, both new for this seed."""
    return paint(DATA[-1], seed=2 * seed), paint(test, seed=2 * seed + 1)


def main() -> None:
    """Train what is not stored yet, on all cores, and store each result as soon as it is there."""
    names = {name for name, _ in jobs()}
    rows = {name: accuracy for name, accuracy in read().items() if name in names}
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        waiting = {pool.submit(run_job, *job): name for name, job in jobs() if name not in rows}
        for done in tqdm(as_completed(waiting), total=len(waiting), desc="trifecta"):
            rows[waiting[done]] = round(done.result(), 4)
            STORE.write_text(json.dumps(rows, indent=0, sort_keys=True) + "\n")
    print(f"trifecta: {len(rows)} accuracies in {STORE.name}")


if __name__ == "__main__":
    main()
