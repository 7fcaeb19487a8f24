"""A class of 24 with honest work on lesson 01, marked by stock nbgrader and by ours, taking turns; and a large class.

Wall time of the commands that a teacher types, start included. Stock runs every cell but the demos, which are taken out
for both; `demos_in` is what a teacher meets who does not take them out. Takes twenty minutes on two quiet cores.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from statistics import median

import nbformat

from benchmarks.report import figure
from helpers.grading.bank import Lesson
from helpers.grading.course import Course
from helpers.grading.grader import Family, Grader
from helpers.grading.sample_class import Student, hand_in
from helpers.grading.skeleton import Skeleton
from tests.grading import small
from tests.same.__main__ import submissions

ROOT = Path(__file__).parents[1]
LESSON = "01_the_2012_moment"
STUDENTS, TURNS, WITH_DEMOS, AGAIN = 24, 3, 2, 8
MANY, FEW, AROUND, MORE, SMALL, TIMES = 1_000, 100, 80, 60, 8, 20
TURN_S, REST_S = 0.5, 0.1
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
HOSTILE = (  # for a convolution, one in twenty; each ends, or has to be ended
    "import os\ndef conv2d(*_):\n    os.kill(os.getpid(), 9)",
    "def conv2d(*_):\n    return bytearray(10**12)",
    "import os\ndef conv2d(*_):\n    while True:\n        os.fork()",
    "def conv2d(*_):\n    print('x' * 10**8)\n    return [[]] * 10**8",
    "raise SystemExit",
)
STOCK = (
    'c = get_config()\nc.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:"]\nc.Execute.timeout = 600\n'
)


def main() -> list[bool]:
    """Every figure."""
    with tempfile.TemporaryDirectory() as folder:
        return [*against_stock(Path(folder)), *alone(), *large(Path(folder)), *hostile(Path(folder))]


def against_stock(folder: Path) -> list[bool]:
    """How many times as long stock takes for the same class."""
    answers = right_answers()
    stock = [class_of(folder / f"stock-{turn}", answers[turn::TURNS], STOCK) for turn in range(TURNS)]
    serial, batch = (class_of(folder / name, answers) for name in ("serial", "batch"))
    demos = class_of(folder / "demos", answers[:WITH_DEMOS], STOCK, demos=True)
    seconds = {"stock": timed(stock[0], "nbgrader", "autograde", LESSON)}
    seconds["serial"] = timed(serial, "helpers", "grade", LESSON, "--workers", "1")
    seconds["stock"] += timed(stock[1], "nbgrader", "autograde", LESSON)
    seconds["batch"] = timed(batch, "helpers", "grade", LESSON, "--workers", "2")
    seconds["stock"] += timed(stock[2], "nbgrader", "autograde", LESSON)
    seconds["demos"] = timed(demos, "nbgrader", "autograde", LESSON) / WITH_DEMOS * STUDENTS
    print("  " + ", ".join(f"{name} {value:.1f} s" for name, value in seconds.items()), file=sys.stderr)
    return [
        figure("grading.serial_ratio", seconds["stock"] / seconds["serial"], "x", 6, at_least=True),
        figure("grading.batch_ratio", seconds["stock"] / seconds["batch"], "x", 12, at_least=True),
        figure("grading.demos_in_ratio", seconds["demos"] / seconds["batch"], "x", 12, at_least=True),
    ]


def alone() -> list[bool]:
    """What confining and crossing cost, in CPU time beside the same cells run plainly; and a sandbox, in wall time."""
    answers, skeleton = right_answers(), Skeleton.read(ROOT / "source" / LESSON / f"{LESSON}.ipynb")
    with Grader(skeleton.modules()) as grader:
        grader.warm(skeleton)
        walls = []
        for _ in range(30):
            began = time.perf_counter()
            with Family(grader) as family:
                family._send_student()
                walls.append((time.perf_counter() - began) / 2)
    with tempfile.TemporaryDirectory() as folder:
        # Their difference is the same 24 answers, eight times: starting takes a second more or less each time.
        few, many = (class_of(Path(folder) / str(n), (answers * 9)[:n]) for n in (4, 4 + AGAIN * STUDENTS))
        spent = [cpu_of(course, "helpers", "grade", LESSON, "--workers", "1") for course in (few, many)]
    each = 1000 * ((spent[1] - spent[0]) / (AGAIN * STUDENTS) - plainly(answers))
    return [
        figure("grading.overhead_cpu_ms", each, "ms", 150, at_least=False),
        figure("grading.sandbox_ms", 1000 * median(walls), "ms", 20, at_least=False),
    ]


def large(folder: Path) -> list[bool]:
    """A small lesson: what a submission costs from about the 1,000th of a class on, beside around the 100th of others.

    The one command that is far and those that are not work by turns, half a second each, so that both meet the same
    machine: of one class, its last hundreds beside its first, the same code gave from .91 to 1.18.
    """
    spent, marked, last = Counter(), Counter(), MANY - AROUND + 2 * AROUND * SMALL
    with stopped_before(MANY - AROUND, folder / "many", last) as far:
        for again in range(SMALL):
            with stopped_before(FEW - AROUND, folder / f"few-{again}", FEW + AROUND) as near:
                while near.is_before(FEW + AROUND) and far.is_before(last):
                    for place, grading in ((MANY, far), (FEW, near)):
                        seconds, submissions = grading.a_turn()
                        spent[place] += seconds
                        marked[place] += submissions
    each = {place: spent[place] / marked[place] for place in (MANY, FEW)}
    print("  " + ", ".join(f"{1000 * each[place]:.1f} ms at the {place}th" for place in each), file=sys.stderr)
    return [figure("grading.scale_ratio", each[MANY] / each[FEW], "x", 1.05, at_least=False)]


@dataclass(frozen=True)
class Stopped:
    """A command that marks a class and stands still but for its turns."""

    process: subprocess.Popen
    folder: Path

    def is_before(self, submission: int) -> bool:
        """Is the command there, and has it not marked so many?"""
        return self.process.poll() is None and self.done() < submission

    def a_turn(self) -> tuple[float, int]:
        """Let it work for a while: seconds, without what its forks are at when it is stopped; and submissions."""
        before, began = self.done(), time.perf_counter()
        self.process.send_signal(SIGCONT)
        time.sleep(TURN_S)
        self.process.send_signal(SIGSTOP)
        took = time.perf_counter() - began
        time.sleep(REST_S)
        return took, self.done() - before

    def done(self) -> int:
        """How many submissions have their marks."""
        return len(list((self.folder / ".course" / "marks").rglob("*.json")))


@contextmanager
def stopped_before(submission: int, folder: Path, last: int) -> Iterator[Stopped]:
    """A command that marks a class of some more than `last`, stopped before this submission; in the end it goes on.

    Whatever happens meanwhile: a stopped command would stay for ever.
    """
    course = small.make(ROOT, folder)
    for number in range(last + MORE):
        small.hand_in(course, f"s{number:04}", small.RIGHT)
    with subprocess.Popen(command("helpers", "grade", small.LESSON, "--workers", "2"), cwd=folder, **SILENT) as process:
        try:
            grading = Stopped(process, folder)
            while grading.is_before(submission):
                time.sleep(REST_S)
            process.send_signal(SIGSTOP)
            yield grading
        finally:
            process.send_signal(SIGCONT)


def hostile(folder: Path) -> list[bool]:
    """Lesson 01 and a class of 100, all honest or one in twenty hostile: how much fewer honest ones a minute?

    In turns, every other time the other way round: the machine's pace differs from one half minute to the next.
    """
    answers, courses, seconds = right_answers(), {}, {"honest": 0.0, "hostile": 0.0}
    for name in seconds:
        rows = [answers[number % len(answers)] for number in range(FEW)]
        for place in range(19, FEW, 20) if name == "hostile" else ():
            rows[place] = {**rows[place], "conv2d": HOSTILE[place // 20 % len(HOSTILE)]}
        courses[name] = class_of(folder / name, rows)
    for turn in range(TIMES):
        for name in sorted(courses, reverse=turn % 2 == 1):
            course = Path(shutil.copytree(courses[name], folder / f"{name}-{turn}"))
            seconds[name] += timed(course, "helpers", "grade", LESSON, "--workers", "2")
    print("  " + ", ".join(f"{name} {value:.1f} s" for name, value in seconds.items()), file=sys.stderr)
    loss = 1 - 0.95 * seconds["honest"] / seconds["hostile"]
    return [figure("grading.hostile_loss", loss, "share", 0.10, at_least=False)]


def right_answers() -> list[dict[str, str]]:
    """24 submissions of right answers, exercise by exercise, from the bank."""
    lesson = Lesson(ROOT / "source" / LESSON / f"{LESSON}.ipynb")
    rows = submissions(
        [a for a in lesson.answers([ROOT / "tests" / "answers"], with_mutants=False) if a.kind == "right"]
    )
    return [rows[number % len(rows)] for number in range(STUDENTS)]


def class_of(folder: Path, answers: list[dict[str, str]], config: str = "", demos: bool = False) -> Path:
    """A course in which students hand these answers in; without demos unless they are wanted."""
    course = Course.make(ROOT, folder, [LESSON])
    source = folder / "source" / LESSON / f"{LESSON}.ipynb"
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if "demo" in cell.metadata.get("tags", []) and not demos:
            cell.source = ""
    nbformat.write(notebook, source)
    release = course.release(LESSON)
    for number, row in enumerate(answers):
        hand_in(release, Student(f"s{number:03}", "", row, [], []), folder / "submitted")
    if config:
        (folder / "nbgrader_config.py").write_text(config)
    return folder


def timed(folder: Path, *module: str) -> float:
    """Wall seconds of a Python module as a command in a folder."""
    began = time.perf_counter()
    run(folder, *module)
    return time.perf_counter() - began


def cpu_of(folder: Path, *module: str) -> float:
    """CPU seconds of a command and all that came of it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(folder, *module)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def plainly(answers: list[dict[str, str]]) -> float:
    """CPU seconds of the same cells a submission, one after the other in one process that has everything imported."""
    command = [sys.executable, "-m", "benchmarks.plain", LESSON]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(answers), capture_output=True, text=True, check=True)
    return float(done.stdout)


def run(folder: Path, *module: str) -> None:
    subprocess.run(command(*module), cwd=folder, **SILENT)


def command(*module: str) -> list[str]:
    """What starts a Python module."""
    return [sys.executable, "-m", *module]
