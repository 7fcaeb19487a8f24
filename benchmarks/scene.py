"""The explorables of lesson 02: how long the kernel works on a move of a slider, and on a whole grid of networks.

A move is all that happens in the kernel between the slider's new value and the message to the page: training the
network anew, painting it, writing the PNG, wording the sentence. One thread, CPU time. What a person waits, Jupyter and
browser included, and how smoothly the 3D network plays, is measured by `benchmarks/browser.py`, in wall time.
"""

import time
from itertools import product
from statistics import median, quantiles

import torch

from benchmarks import browser
from benchmarks.report import figure
from helpers.data.points import spiral
from helpers.training.sweep import Sweep
from helpers.widgets import depth_width

GRID = [(width,) * depth for depth, width in product(depth_width.GRID_DEPTHS, depth_width.GRID_WIDTHS)]


def main() -> list[bool]:
    """Every figure: the kernel's on one thread, then the browser's."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        held = [*slider(), grid()]
    finally:
        torch.set_num_threads(threads)
    return held + browser.figures()


def slider() -> list[bool]:
    """CPU milliseconds of a move: median and 95th percentile over every depth and width."""
    explorer, moves = depth_width.explore_depth_and_width(), []
    for depth in explorer.controls["depth"].options:
        explorer.controls["depth"].value = depth
        for width in explorer.controls["width"].options:
            explorer.trained.clear()  # else some were trained when the depth moved
            start = time.process_time()
            explorer.controls["width"].value = width
            moves.append(1000 * (time.process_time() - start))
    return [
        figure("scene.slider_kernel_ms", median(moves), "ms", 120, at_least=False),
        figure("scene.slider_kernel_p95_ms", quantiles(moves, n=20)[-1], "ms", 200, at_least=False),
    ]


def grid() -> bool:
    """CPU seconds for 20 networks, 200 steps each, as the explorer's button trains them: median of five times."""
    data, seconds = spiral(depth_width.LEARN, seed=1), []
    for seed in range(5):
        start = time.process_time()
        Sweep(GRID, seeds=seed).fit(data, depth_width.GRID_STEPS, depth_width.RATE, depth_width.GRID_BATCH)
        seconds.append(time.process_time() - start)
    return figure("scene.grid_cpu_s", median(seconds), "s", 0.5, at_least=False)
