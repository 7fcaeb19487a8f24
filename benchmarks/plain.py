"""A lesson's cells as a plain program would run them: what its student's code costs anyway. Prints CPU seconds."""

import contextlib
import io
import json
import sys
import time
from pathlib import Path

import torch

from helpers.grading.skeleton import Skeleton

ROOT = Path(__file__).parents[1]


def main(lesson: str, answers: dict[str, str]) -> float:
    """Run setup, exercises and checks; the second time counts, when everything is imported."""
    torch.set_num_threads(1)
    skeleton = Skeleton.read(ROOT / "source" / lesson / f"{lesson}.ipynb")
    cells = [cell for cell in skeleton.cells if cell.form == "code" and cell.kind != "demo"]
    for _ in range(2):
        names, began = {"__name__": "__main__"}, time.process_time()
        for cell in cells:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
                exec(compile(answers.get(cell.name, cell.source), cell.id, "exec"), names)
        spent = time.process_time() - began
    return spent


if __name__ == "__main__":
    print(main(sys.argv[1], json.load(sys.stdin)))
