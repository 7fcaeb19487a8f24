"""`python -m tests.same`: the answers of the banks as submissions, marked by stock nbgrader and by ours, cell by cell.

Where they differ the reason must be one that is wanted: output on stderr costs nothing with us. Ends with a JSON line.
"""

import copy
import json
import logging
import sys
from itertools import zip_longest
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade
from tqdm import tqdm

from helpers.grading.bank import Answer, Lesson
from helpers.grading.course import reach_alembic
from helpers.grading.grader import Grader, Submission
from helpers.grading.points import earned
from helpers.grading.skeleton import Skeleton

ROOT = Path(__file__).parents[2]
SEEDS = 12  # that stock gets, at most, where an answer might draw without a seed
AGAIN = (
    "import random as r, numpy as n, torch as t\nr.seed({0}), n.random.seed({0}), t.manual_seed({0});\ndel r, n, t\n"
)


def main() -> int:
    """Print a line for each cell whose marks differ."""
    reach_alembic()
    count = {"submissions": 0, "answers": 0, "cells": 0, "differ": 0, "of_these_stderr": 0, "by_chance": 0}
    for name in sys.argv[1:] or sorted(path.name for path in (ROOT / "source").iterdir()):
        lesson = Lesson(ROOT / "source" / name / f"{name}.ipynb")
        answers = lesson.answers([ROOT / "tests" / "answers"], with_mutants=False)
        count["answers"] += len(answers)
        with Grader(lesson.skeleton.modules()) as grader:
            for row in tqdm(submissions(answers), unit="submission"):
                compare(grader, lesson.skeleton, row, count)
    print(json.dumps(count))
    return 1 if count["differ"] > count["of_these_stderr"] + count["by_chance"] else 0


def submissions(answers: list[Answer]) -> list[dict[str, str]]:
    """The answers as submissions: the first of every exercise together, then the second of every one, and so on."""
    by_exercise = {}
    for answer in answers:
        by_exercise.setdefault(answer.exercise, []).append(answer.source)
    rows = zip_longest(*by_exercise.values())
    references = [sources[0] for sources in by_exercise.values()]
    return [
        {name: source or right for name, source, right in zip(by_exercise, row, references, strict=True)}
        for row in rows
    ]


def compare(grader: Grader, skeleton: Skeleton, answers: dict[str, str], count: dict[str, int]) -> None:
    """Mark one submission both ways."""
    ours = grader.mark(skeleton, Submission(answers=answers), {}, explain=False)["outputs"]
    theirs = stock(skeleton, answers)
    count["submissions"] += 1
    for cell in skeleton.checks:
        mark, (other, warned) = earned(ours[cell.id], cell.points), theirs[cell.name]
        count["cells"] += 1
        if mark != other:
            count["differ"], count["of_these_stderr"] = count["differ"] + 1, count["of_these_stderr"] + warned
            if not warned and mark in (stock(skeleton, answers, seed)[cell.name][0] for seed in range(SEEDS)):
                count["by_chance"] += 1  # an answer that draws without a seed of its own: stock with others agrees
            print(f"{count['submissions']} {cell.name}: stock {other:g}, ours {mark:g}", file=sys.stderr)


def stock(skeleton: Skeleton, answers: dict[str, str], seed: int | None = None) -> dict[str, tuple[float, bool]]:
    """The points by stock nbgrader, with its own kernel and default time limit, and whether stderr decided.

    seed: of the random numbers that answers draw while they are checked; as the notebook leaves it if None.
    """
    notebook = copy.deepcopy(skeleton.notebook)
    for cell, ours in zip(notebook.cells, skeleton.cells, strict=True):
        cell.source = answers.get(ours.name, ours.source) if ours.kind != "demo" else ""
        if ours.kind == "check":
            again = "" if seed is None else AGAIN.format(seed)
            cell.source, cell.metadata.nbgrader["points"] = again + ours.source, ours.points
    execute = Execute(extra_arguments=["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"])
    execute.iopub_timeout = execute.startup_timeout = 120  # a busy machine is not what is compared
    execute.log.setLevel(logging.ERROR)
    done, _ = execute.preprocess(notebook, {})
    names = {cell.name for cell in skeleton.checks}
    marked = [cell for cell in done.cells if cell.metadata.get("nbgrader", {}).get("grade_id") in names]
    return {cell.metadata.nbgrader.grade_id: (determine_grade(cell)[0], on_stderr(cell)) for cell in marked}


def on_stderr(cell: NotebookNode) -> bool:
    """Did a warning cost the points?"""
    kinds = [output.output_type for output in cell.outputs]
    return "error" not in kinds and any(output.get("name") == "stderr" for output in cell.outputs)


if __name__ == "__main__":
    sys.exit(main())
