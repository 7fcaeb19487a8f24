"""A lesson's cells as a plain program would run them: what students' code costs anyway. Prints CPU seconds for each."""

import contextlib
import io
import json
import sys
import time
from pathlib import Path

import torch

from helpers.grading.skeleton import Skeleton

ROOT = Path(__file__).parents[1]


def main(lesson: str, submissions: list[dict[str, str]]) -> float:
    """Run setup, exercises and checks of each submission; the second time counts, when everything is imported."""
    torch.set_num_threads(1)
    skeleton = Skeleton.read(ROOT / "source" / lesson / f"{lesson}.ipynb")
    cells = [cell for cell in skeleton.cells if cell.form == "code" and cell.kind != "demo"]
    for _ in range(2):
        began = time.process_time()
        for answers in submissions:
            names = {"__name__": "__main__"}
            for cell in cells:
                with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
                    exec(compile(answers.get(cell.name, cell.source), cell.id, "exec"), names)
        spent = time.process_time() - began
    return spent / len(submissions)


if __name__ == "__main__":
    print(main(sys.argv[1], json.load(sys.stdin)))
