"""One course, graded again and again; things are killed at random moments, and it is run until it is done."""

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil
from nbgrader.api import Gradebook

from helpers.grading.record import Record
from tests.grading.small import LESSON, hand_in, make

BODIES = ("return a + b", "return 3", "return a - b", "raise OSError", "return b + a", "return [a]")
STUDENTS = 12
PARTS = {  # what is killed, by what its command line holds
    "coordinator": "helpers grade",
    "zygote": "helpers.grading.processes.zygote",
    "nursery": "helpers.grading.processes.zygote",  # its first fork
    "worker": "multiprocessing.spawn",
}


def prepare(root: Path, folder: Path) -> Path:
    """A course in which a class has handed in; one has a manual mark and a comment, and has handed in anew since."""
    course = make(root, folder)
    for number in range(STUDENTS):
        path = hand_in(course, f"student-{number:02}", f"def add(a, b):\n    {BODIES[number % len(BODIES)]}")
        path.with_name("timestamp.txt").write_text("2026-01-01 10:00:00 UTC\n")
    grade(folder, "--student", "student-03").wait()
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        found = book.find_grade("check-add", LESSON, LESSON, "student-03")
        found.manual_score, found.extra_credit = 1.5, 0.25
        book.find_comment("add", LESSON, LESSON, "student-03").manual_comment = "nice try"
        book.db.commit()
    (folder / "submitted" / "student-03" / LESSON / "timestamp.txt").write_text("2026-01-02 10:00:00 UTC\n")
    return folder


def grade(folder: Path, *more: str) -> subprocess.Popen:
    """Start `course grade`."""
    command = [sys.executable, "-m", "helpers", "grade", LESSON, *more]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def graded(template: Path, folder: Path, draw: random.Random, most: int, scheduler: str = "") -> list[str]:
    """Grade a copy of the course, killing at most so many times; return what was killed. Raises if it never ends."""
    shutil.copytree(template, folder)
    more, killed = (["--scheduler", scheduler] if scheduler else ["--workers", "2"]), []
    for _ in range(20):
        process = grade(folder, *more)
        while process.poll() is None and len(killed) < most:
            time.sleep(draw.uniform(0.05, 4))
            if process.poll() is None and (victim := kill(process.pid, draw, bool(scheduler))):
                killed.append(victim)
        if process.wait() == 0:
            return killed
    raise RuntimeError(f"{folder} is not done after 20 runs; killed so far: {killed}")


def kill(coordinator: int, draw: random.Random, remote: bool) -> str:
    """Kill one of the parts that are running; return which."""
    name = draw.choice(["coordinator", "zygote", "nursery", *(["worker"] if remote else [])])
    found = [coordinator] if name == "coordinator" else running(PARTS[name])
    if name == "nursery":
        found = [nursery for zygote in found if (nursery := nursery_of(zygote))]
    if not found:
        return ""
    with contextlib.suppress(ProcessLookupError):
        os.kill(draw.choice(found), signal.SIGKILL)
        return name
    return ""


def running(words: str) -> list[int]:
    """The processes of ours with these words in their command line, without their forks, who have the same."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if words in (line := " ".join(process.cmdline())) and line != " ".join(process.parent().cmdline()):
                found.append(process.pid)
    return found


def nursery_of(zygote: int) -> int | None:
    """A zygote's first child, which makes its sandboxes; None where it has none yet."""
    with contextlib.suppress(psutil.Error):
        children = psutil.Process(zygote).children()
        return min(children, key=lambda child: child.create_time()).pid if children else None


def state(folder: Path) -> dict:
    """All that has to be as if nothing had happened."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        marks = {
            submission.student.id: [
                [
                    (grade.name, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
                    for grade in notebook.grades
                ]
                + [(comment.name, comment.auto_comment, comment.manual_comment) for comment in notebook.comments]
                for notebook in submission.notebooks
            ]
            for submission in book.assignment_submissions(LESSON)
        }
    return {
        "marks": marks,
        "csv": (folder / "grades.csv").read_text(),
        "files": dict(files(folder / "autograded")),
        "records": dict(records(folder)),
        "unfinished": [path.name for path in (folder / ".course" / "unfinished").iterdir()],
    }


def students(folder: Path) -> list[str]:
    """All who handed in."""
    return sorted(path.name for path in (folder / "submitted").iterdir())


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file and what is in it; ids that are drawn anew for added cells do not count."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".ipynb":
            cells = nbformat.read(path, as_version=4).cells
            text = json.dumps([[cell.source, cell.get("outputs"), cell.metadata] for cell in cells], sort_keys=True)
            yield str(path.relative_to(folder)), hashlib.sha256(text.encode()).hexdigest()
        elif path.is_file():
            yield str(path.relative_to(folder)), path.read_text()


def records(folder: Path) -> Iterator[tuple[str, list]]:
    """What the records say of each student, but when."""
    record = Record(folder)
    for student in students(folder):
        yield student, [{**entry, "when": ""} for entry in record.entries(LESSON, student)]
