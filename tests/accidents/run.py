"""Hands every accident in as a student of its own, marks the class, and says what came out otherwise than it should."""

import copy
import json
from fnmatch import fnmatch
from pathlib import Path

from helpers.grading.batch import grade
from helpers.grading.course import Course
from helpers.grading.sample_class import exercises
from helpers.grading.skeleton import Skeleton

from .kinds import ACCIDENTS, Accident, write

LESSON = "01_the_2012_moment"


def run(root: Path, folder: Path, patterns: list[str] = ()) -> dict[str, str]:
    """What is wrong with how each kind was marked; empty where nothing is."""
    course = Course.make(root, folder, [LESSON])
    notebook = solved(root, course.release(LESSON))
    chosen = [kind for kind in ACCIDENTS if not patterns or any(fnmatch(kind.name, one) for one in patterns)]
    for kind in chosen:
        hand_in(kind, copy.deepcopy(notebook), folder / "submitted" / kind.name / LESSON)
    batch = grade(course, LESSON)
    if batch.stopped:
        return {kind.name: f"the batch stopped: {batch.stopped}" for kind in chosen}
    skeleton = Skeleton.read(folder / "source" / LESSON / f"{LESSON}.ipynb", course.config)
    return {kind.name: verdict(kind, batch.reports.get(kind.name), skeleton) for kind in chosen}


def solved(root: Path, release: Path) -> dict:
    """The released notebook with every exercise right; the stubs beside it, for accidents that bring one back."""
    notebook = json.loads(release.read_text(encoding="utf-8"))
    answers = exercises(root / "source" / LESSON / f"{LESSON}.ipynb")
    stubs = {}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if cell["cell_type"] == "code" and name in answers:
            stubs[name], cell["source"] = "".join(cell["source"]), answers[name].source
    notebook["metadata"]["stubs"] = stubs
    return notebook


def hand_in(kind: Accident, notebook: dict, folder: Path) -> None:
    """Break the notebook, and save it unless that has been done."""
    folder.mkdir(parents=True)
    kind.break_it(notebook, folder)
    if not any(path.is_file() for path in folder.iterdir()):
        write(notebook, folder)


def verdict(kind: Accident, report: dict | None, skeleton: Skeleton) -> str:
    """What is wrong: a mark lost that should not be, or one lost without the reason."""
    if report is None:
        return "no report"
    words = " ".join([report.get("refused", ""), *report.get("notes", [])])
    if kind.says and kind.says not in words:
        return f"{kind.says!r} is not in: {words!r}"
    if "refused" in report:
        return "" if "*" in kind.loses else f"refused: {words}"
    may_lose = tuple(f"check-{name}" for name in kind.loses)
    full = {cell.name: cell.points for cell in skeleton.checks}
    lost = [name for name, mark in report["marks"].items() if name in full and mark < full[name]]
    wrong = [name for name in lost if not name.startswith(may_lose or ("-",))]
    return f"lost {', '.join(wrong)}; notes: {words}" if wrong else ""
