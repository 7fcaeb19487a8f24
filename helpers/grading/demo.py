"""The main job on real input: a class of 12 hands in, is graded, and gets feedback."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from helpers.grading.batch import grade
from helpers.grading.course import Course, GradingFailedError
from helpers.grading.sample_class import Student, hand_in, read_class

LESSON = "01_the_2012_moment"


def demo(root: Path, say: Callable, folder: Path | None = None) -> int:
    """Hand in, grade, write feedback and grades.csv, print the table of marks; 0 if all are as expected, else 1.

    Everything happens in `folder`, by default build/demo/, which is made anew.
    """
    folder, started = folder or root / "build" / "demo", time.perf_counter()
    shutil.rmtree(folder, ignore_errors=True)
    say(f"A class of 12 hands in [bold]{LESSON}[/]. Everything happens in {os.path.relpath(folder)}/.")
    course = Course.make(root, folder, [LESSON])
    students = read_class(root, LESSON)
    release = course.release(LESSON)
    for student in students:
        hand_in(release, student, folder / "submitted")
    marks = grade_class(course, students)
    say(table_of_marks(students, marks))
    wrong = [student.name for student in students if marks[student.name] != student.points]
    say(f"{len(students)} graded in {time.perf_counter() - started:.0f} s; {len(students) - len(wrong)} as expected.")
    for name in wrong:
        say(f"[red]{name} got {marks[name]}, which is not what tests/classes/{LESSON}.toml expects.")
    say(where_things_are(course))
    return 1 if wrong else 0


def grade_class(course: Course, students: list[Student]) -> dict[str, list[float]]:
    """Mark every submission, write its feedback and grades.csv; return each student's points, check by check."""
    batch = grade(course, LESSON)
    if batch.stopped:
        raise GradingFailedError(batch.stopped)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    ) as progress:
        for student in progress.track(students, description="writing feedback"):
            course.feedback(LESSON, student.name)
    course.export()
    return {student.name: course.points(LESSON, student.name) for student in students}


def table_of_marks(students: list[Student], marks: dict[str, list[float]]) -> Table:
    """One row a student: what is special, the points for each check, the sum beside what it should be."""
    table = Table("student", "what they hand in", "sum", "expected")
    table.add_column("check by check", no_wrap=True)
    for student in students:
        got, expected = sum(marks[student.name]), sum(student.points)
        row = " ".join(f"{points:g}" for points in marks[student.name])
        table.add_row(student.name, student.about, f"{got:.2f}", f"{expected:.2f}", row)
    return table


def where_things_are(course: Course) -> str:
    """The paths a teacher wants next, one a line."""
    here = os.path.relpath(course.folder)
    return (
        f"marks      {here}/grades.csv, {here}/gradebook.db\n"
        f"feedback   {here}/feedback/STUDENT/{LESSON}/\n"
        f"marked     {here}/autograded/STUDENT/{LESSON}/\n"
        f"Next: cd {here} && jupyter lab, then Nbgrader → Formgrader, to look at it as a teacher does."
    )
