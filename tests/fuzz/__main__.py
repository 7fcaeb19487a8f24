"""`python -m tests.fuzz [NOTEBOOKS [SEED]]`: a class whose notebooks are damaged at random; ends with JSON.

Each has to get a mark or a named reason, in one run that nothing stops, and between them honest students their marks.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

import psutil

from helpers.grading.course import Course
from tests.fuzz.damage import damaged
from tests.grading.small import LESSON, RIGHT, hand_in, make, score
from tests.kills.run import students

ROOT = Path(__file__).parents[2]
NOTEBOOKS, HONEST = 1000, 50  # an honest student after every so many
MOST_MB = 600  # of the process that writes, Dask and nbgrader in it


def main(count: int = NOTEBOOKS, seed: int = 0) -> int:
    """Hand in, grade, look; 0 if nobody was left without."""
    with tempfile.TemporaryDirectory() as folder:
        course = make(ROOT, Path(folder) / "course")
        honest = hand_in_all(course, count, seed)
        code, seconds, peak, reasons = graded(course)
        marked = {student: score(course, student) for student in students(course.folder) if student not in reasons}
        nothing = [student for student, mark in marked.items() if mark is None]
        lost = [student for student in honest if score(course, student) != 2]
    for student in nothing:
        print(f"{student}: neither a mark nor a reason", file=sys.stderr)
    for reason, many in Counter(reasons.values()).most_common(12):
        print(f"{many:5} refused: {reason[:150]}", file=sys.stderr)
    found = {"notebooks": count, "seed": seed, "exit": code, "marked": len(marked), "refused": len(reasons)}
    broken = sum("the grader failed" in reason for reason in reasons.values())
    found |= {"grader_failed": broken, "nothing": len(nothing), "honest": len(honest), "honest_lost": len(lost)}
    print(json.dumps(found | {"peak_mb": round(peak), "seconds": round(seconds)}))
    return int(bool(code or lost or nothing or broken or peak > MOST_MB))


def hand_in_all(course: Course, count: int, seed: int) -> list[str]:
    """Every damaged notebook, each from a seed of its own, and the honest ones; returns who these are."""
    honest = []
    for number in range(count):
        draw = Random(f"{seed}/{number}")
        path = hand_in(course, f"s{number:04}", draw.choice((RIGHT, "def add(a, b):\n    return 3", "raise OSError")))
        path.write_bytes(damaged(json.loads(path.read_text()), draw))
        if number % HONEST == 0:
            honest.append(f"s{number:04}-honest")
            hand_in(course, honest[-1], RIGHT)
    return honest


def graded(course: Course) -> tuple[int, float, float, dict[str, str]]:
    """Run `course grade` once: its exit code, seconds, the most MB it had itself, and whom it refused why."""
    began, peak = time.monotonic(), 0.0
    command = [sys.executable, "-m", "helpers", "grade", LESSON, "--workers", "2"]
    with open(course.folder / "log", "w") as log:
        wide = {**os.environ, "COLUMNS": "10000"}
        process = subprocess.Popen(command, cwd=course.folder, stdout=log, stderr=subprocess.STDOUT, env=wide)
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            with contextlib.suppress(psutil.Error):  # it is just ending
                peak = max(peak, watched.memory_info().rss / 2**20)
            time.sleep(0.2)
    said = (course.folder / "log").read_text()
    if process.returncode:
        print(said[-3000:], file=sys.stderr)
    reasons = dict(re.findall(r"^refused +(\S+): +(\S.*)$", said, re.MULTILINE))
    return process.returncode, time.monotonic() - began, peak, reasons


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
