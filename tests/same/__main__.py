"""`python -m tests.same`: the answers of the banks as submissions, marked by stock nbgrader and by ours, cell by cell.

Where they differ the reason must be one that is wanted, and each is tried, not guessed: without its lines on stderr
stock gives what we give; or stock itself gives now this and now that, to an answer that draws without a seed. Ends with
a JSON line. A run that was interrupted goes on where it was, unless the code or the lesson has changed.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from tqdm import tqdm

from helpers.grading.bank import Answer, Lesson
from helpers.grading.course import reach_alembic
from helpers.grading.grader import Grader, Submission
from helpers.grading.points import earned

from .stock import Stock
from .warm import WarmKernels

ROOT = Path(__file__).parents[2]
SEEDS = 12  # that stock gets, at most, where an answer might draw without a seed
COUNTS = ("submissions", "answers", "cells", "differ", "of_these_stderr", "by_chance")


def main() -> int:
    """Print a line for each cell whose marks differ, and why."""
    parser = argparse.ArgumentParser(prog="python -m tests.same", description=__doc__.split("\n")[0])
    parser.add_argument("lessons", nargs="*", help="their numbers or names; all if left out")
    parser.add_argument(
        "--cold", action="store_true", help="a kernel of stock's that imports everything itself, each time"
    )
    asked = parser.parse_args()
    reach_alembic()
    count = Counter(dict.fromkeys(COUNTS, 0))
    try:
        for name in sorted(path.name for path in (ROOT / "source").iterdir()):
            if not asked.lessons or name.startswith(tuple(asked.lessons)):
                compare_lesson(name, asked.cold, count)
    except KeyboardInterrupt:
        print(json.dumps({**count, "interrupted": True}))
        return 130
    print(json.dumps(count))
    return 1 if count["differ"] > count["of_these_stderr"] + count["by_chance"] else 0


def compare_lesson(name: str, cold: bool, count: Counter) -> None:
    """Mark every submission of a lesson both ways; what was compared before an interruption is only read."""
    lesson = Lesson(ROOT / "source" / name / f"{name}.ipynb")
    answers = lesson.answers([ROOT / "tests" / "answers"], with_mutants=False)
    count["answers"] += len(answers)
    with Grader(lesson.skeleton.modules()) as grader:
        # As `course grade` does: the solution sets the time limits, and what the checks import is imported once.
        modules = lesson.skeleton.modules() + grader.warm(lesson.skeleton).get("imported", [])
        with WarmKernels(modules) as kernels, Kept(name, cold) as kept:
            stock = Stock(lesson.skeleton, None if cold else kernels)
            for number, row in enumerate(tqdm(submissions(answers), desc=name[:2], unit="submission"), 1):
                found = kept.get(row) or kept.put(row, compare(grader, stock, row))
                count.update(found["count"])
                for line in found["lines"]:
                    tqdm.write(f"{name[:2]}, submission {number}, {line}", file=sys.stderr)


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


def compare(grader: Grader, stock: Stock, answers: dict[str, str]) -> dict:
    """Mark one submission both ways: counts, and a line for each cell that differs."""
    skeleton, count, lines = stock.skeleton, Counter(submissions=1), []
    outputs = grader.mark(skeleton, Submission(answers=answers), {}, explain=False)["outputs"]
    theirs = stock.mark(answers)
    for cell in skeleton.checks:
        ours, other = earned(outputs[cell.id], cell.points), theirs[cell.name]
        count["cells"] += 1
        if ours == other.points:
            continue
        count["differ"] += 1
        why = "no reason found"
        if ours == other.without_stderr:
            count["of_these_stderr"] += 1
            why = "it wrote on stderr"
        elif (seed := agreeing(stock, answers, cell.name, ours)) is not None:
            count["by_chance"] += 1
            why = f"by chance: with the seed {seed} stock agrees"
        lines.append(f"{cell.name}: stock {other.points:g}, ours {ours:g}; {why} ({other.said or 'nothing said'})")
    return {"count": count, "lines": lines}


def agreeing(stock: Stock, answers: dict[str, str], check: str, mark: float) -> int | None:
    """The first seed with which stock gives `mark`, where an answer draws without a seed of its own."""
    return next((seed for seed in range(SEEDS) if stock.mark(answers, seed)[check].points == mark), None)


class Kept:
    """What was compared of a lesson, in build/same/, until all of it is; only for exactly this code and this row."""

    def __init__(self, name: str, cold: bool):
        code = [*(ROOT / "helpers").rglob("*.py"), *(ROOT / "tests" / "same").glob("*.py")]
        digest = hashlib.sha256(str(cold).encode())
        for path in [*sorted(code), ROOT / "source" / name / f"{name}.ipynb", ROOT / "constraints.txt"]:
            digest.update(path.read_bytes())
        self._digest, self._path, self._rows = digest, ROOT / "build" / "same" / f"{name}.jsonl", {}

    def __enter__(self) -> "Kept":
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists():
            self._rows = dict(self._read())
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        if kind is None:
            self._path.unlink(missing_ok=True)  # the next run compares anew

    def get(self, row: dict[str, str]) -> dict | None:
        """What came of a row in a run that was interrupted."""
        return self._rows.get(self._name(row))

    def put(self, row: dict[str, str], found: dict) -> dict:
        """Keep what came of a row."""
        with self._path.open("a", encoding="utf-8") as file:
            print(json.dumps([self._name(row), found]), file=file)
        return found

    def _read(self) -> Iterator[list]:
        for line in self._path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:  # cut off while it was written
                continue

    def _name(self, row: dict[str, str]) -> str:
        digest = self._digest.copy()
        digest.update(json.dumps(row).encode())
        return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
