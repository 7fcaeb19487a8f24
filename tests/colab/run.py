"""`make colab`: do the lessons run with the versions that Colab has, solved and unsolved, and do their sliders answer?

Colab itself is not reached: not its Python, its GPU or its own widget manager. `make colab ONLY=01` tries one lesson.
The last line sums up, as JSON.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from helpers.authoring.colab import MAY_LACK
from helpers.authoring.lesson import lessons
from helpers.authoring.products import places

from . import classic, kernel
from .environment import environment

ROOT = Path(__file__).parents[2]


def check_lesson(python: Path, name: str) -> tuple[int, int, list[str]]:
    """How many cells ran, how many explorables there are, and everything that does not hold."""
    where = places(ROOT, name)
    with tempfile.TemporaryDirectory(prefix="colab-") as folder:
        solved, _ = kernel.run(python, where.source, folder)
        found = [f"solved, {cell}: {said}" for cell, said in kernel.errors(solved).items()]
        blank, ran = kernel.run(python, where.release, folder)
    found += [f"unsolved, {said}" for said in kernel.not_as_blank(blank)]
    widgets, figures = kernel.with_widgets(blank), kernel.with_figures(blank)
    shown = [ran.index(name) for name in widgets + figures]
    upto = ran[: max(shown, default=0) + 1]  # after the last of them a browser shows nothing new
    found += [f"in Notebook 6, {said}" for said in classic.faults(python, where.release, upto, widgets, figures)]
    return 2 * len(ran) + len(upto), len(shown), [f"{name}: {fault}" for fault in found]


def main() -> int:
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # kernels inherit it: on a busy machine threads that spin wait
    began, lesson_count, cells, explorables, failed = time.monotonic(), 0, 0, 0, 0
    python = environment(ROOT, list(MAY_LACK))
    for path in (path for path in lessons(ROOT) if path.stem.startswith(tuple(sys.argv[1:] or [""]))):
        ran, shown, faults = check_lesson(python, path.stem)
        print(*faults, f"{path.stem}: {len(faults)} faults", sep="\n", file=sys.stderr)
        lesson_count, cells, explorables = lesson_count + 1, cells + ran, explorables + shown
        failed += len(faults)
    figures = {"colab": lesson_count, "cells": cells, "explorables": explorables, "failed": failed}
    print(json.dumps(figures | {"seconds": round(time.monotonic() - began)}))
    return 1 if failed or not cells else 0


if __name__ == "__main__":
    sys.exit(main())
