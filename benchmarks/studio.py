"""How long the kernel works on one move of a slider in lesson 01's creature studio.

A move is all that happens in the kernel between the slider's new value and the message to the page: painting the
creature at 64 × 64, asking the network, drawing the percentages, writing the PNG, wording the sentence. One thread, CPU
time; the median of the moves. What Jupyter and the browser add is measured by `tests/browser/test_explorables_live.py`.
"""

import time
from itertools import cycle, islice
from statistics import median

import torch

from benchmarks.report import figure
from helpers.widgets.studio import Studio, creature_studio

MOVES = 40
SLIDERS = ("ears", "whiskers", "light", "tilt")


def main() -> list[bool]:
    """Move one slider after another, as somebody does who plays, for each creature."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        studio = creature_studio()
        seconds = [second for creature in ("cat", "dog", "car") for second in moves(studio, creature)]
    finally:
        torch.set_num_threads(threads)
    return [figure("studio.move_ms", 1000 * median(seconds), "ms", 150, at_least=False)]


def moves(studio: Studio, creature: str) -> list[float]:
    """CPU seconds of each of MOVES moves with this creature on stage."""
    studio.controls["creature"].value = creature
    offered = [name for name in (*SLIDERS, "wheels") if not studio.controls[name].disabled]
    return [move(studio.controls[name]) for name in islice(cycle(offered), MOVES)]


def move(slider) -> float:
    """CPU seconds until the studio has answered the slider's next value."""
    at = slider.options.index(slider.value)
    start = time.process_time()
    slider.value = slider.options[(at + 1) % len(slider.options)]
    return time.process_time() - start
