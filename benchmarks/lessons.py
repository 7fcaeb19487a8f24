"""Each lesson from top to bottom in a fresh kernel: seconds and memory; and what lesson 01 promises, on fresh seeds."""

import resource
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from statistics import mean

import torch

from benchmarks.report import figure
from helpers.device import stopwatch
from helpers.models.alexnet import MiniAlexNet
from helpers.training import evaluate, train, trifecta

ROOT = Path(__file__).parent.parent
FRESH = (9001, 9002, 9003, 9004, 9005)  # no recipe was ever tuned on these
WALL_S, PEAK_MB = 60, 2_000
RUN = "import sys, nbformat; from helpers.authoring.execute import run_notebook; from pathlib import Path; \
p = Path(sys.argv[1]); run_notebook(nbformat.read(p, as_version=4), p.parent)"


def main() -> list[bool]:
    """Measure every lesson and every promise of lesson 01."""
    held = [held for path in sorted(ROOT.glob("notebooks/[0-9]*.ipynb")) for held in top_to_bottom(path)]
    reached, figures = mini_alexnet()
    return held + figures + trifecta_holds(reached)


def top_to_bottom(path: Path) -> list[bool]:
    """Seconds and peak memory of a lesson's kernel; the notebook on disk stays as it is."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", RUN, str(path)], check=True)
    wall, peak = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    name = f"lessons.{path.name[:2]}"
    return [
        figure(f"{name}.wall_s", wall, "s", WALL_S, at_least=False),
        figure(f"{name}.peak_mb", peak, "MB", PEAK_MB, at_least=False),
    ]


def mini_alexnet() -> tuple[dict[int, float], list[bool]]:
    """Held-out accuracy of MiniAlexNet at difficulty 1.1 for each fresh seed; whether mean and seconds hold."""
    reached, seconds = {}, []
    for seed in FRESH:
        world, fresh = trifecta.pictures(seed)
        torch.manual_seed(seed)
        with stopwatch() as watch:
            net = train(MiniAlexNet(), world.images, world.labels, seed=seed, progress=False).model
        reached[seed] = evaluate(net, fresh.images, fresh.labels)
        seconds.append(watch.seconds)
        print(f"  seed {seed}: {reached[seed]:.4f} in {seconds[-1]:.1f} s", file=sys.stderr)
    return reached, [
        figure("lessons.01.accuracy", mean(reached.values()), "share", 0.97, at_least=True),
        figure("lessons.01.train_s", mean(seconds), "s", 15, at_least=False),
    ]


def trifecta_holds(reached: dict[int, float]) -> list[bool]:
    """The corner with all three ingredients, and the best of the seven others, each the mean of three fresh seeds.

    reached: what MiniAlexNet reached with each seed: the corner with all three.
    """
    tables = []
    for seed in FRESH[:3]:
        all_three = {(1, 1, 1): reached[seed]}
        tables.append(trifecta.measure(*trifecta.pictures(seed), seed, done=all_three, progress=False))
        print(f"  seed {seed}: {[round(cell, 3) for cell in tables[-1].flatten().tolist()]}", file=sys.stderr)
    table = torch.stack(tables).mean(0)
    others = [table[corner].item() for corner in product((0, 1), repeat=3) if corner != (1, 1, 1)]
    return [
        figure("lessons.01.all_three", table[1, 1, 1].item(), "share", 0.95, at_least=True),
        figure("lessons.01.best_other", max(others), "share", 0.60, at_least=False),
    ]
