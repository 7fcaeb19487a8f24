"""`course grade`: a whole class, with progress, a line for each problem, a summary and grades.csv."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from nbgrader.converters.base import NbGraderException
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .course import Course
from .nbgrader_apps import Autograde


@dataclass
class Batch:
    """What came of the submissions of a lesson, by student."""

    lesson: str
    reports: dict[str, dict] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    skipped: int = 0
    stopped: str = ""
    seconds: float = 0

    def refused(self) -> dict[str, str]:
        """Who has no mark, and why."""
        return {student: report["refused"] for student, report in self.reports.items() if report.get("refused")}

    def repaired(self) -> dict[str, list[str]]:
        """Whose notebook had to be repaired, or was stopped."""
        return {student: report["notes"] for student, report in self.reports.items() if report.get("notes")}

    def faults(self) -> dict[str, dict[str, str]]:
        """Whose checks could not be marked by themselves: the grader's fault, for the teacher to look at."""
        return {student: report["faults"] for student, report in self.reports.items() if report.get("faults")}

    @property
    def complete(self) -> bool:
        """Has every submission a mark or a named reason?"""
        return not self.stopped

    def summary(self) -> str:
        """What happened, in one line."""
        marked = len(self.reports) - len(self.refused())
        parts = [f"{marked} marked", f"{len(self.repaired())} with a note", f"{len(self.refused())} refused"]
        parts += [f"{self.skipped} marked before"] if self.skipped else []
        parts += [f"{len(self.faults())} for you to look at"] if self.faults() else []
        return f"{self.lesson}: {', '.join(parts)}, in {self.seconds:.0f} s."


def grade(course: Course, lesson: str, students: str = "*", rerun: bool = False, **how: object) -> Batch:
    """Mark what was handed in for a lesson; what is marked already only where `rerun` says so or newer work came in.

    how: unsafe, gpu, workers and scheduler of Autograde.
    """
    batch, started = Batch(lesson), time.monotonic()
    folders = sorted((course.folder / "submitted").glob(f"{students}/{lesson}"))
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    ) as progress:
        task = progress.add_task(f"marking {lesson}", total=len(folders), rate="")

        def report(student: str, result: dict) -> None:
            if result.get("before"):
                batch.skipped += 1
                progress.advance(task)
                return
            batch.reports[student] = result
            rate = len(batch.reports) / (time.monotonic() - started)
            name = plain(f"{student[:24]:24}")
            progress.update(task, advance=1, description=f"marked {name}", rate=f"{rate:.2f} a second")

        how = {"report": report, "warn": batch.warnings.append, "force": rerun, **how}
        batch.stopped = convert(course, lesson, students, {name: value for name, value in how.items() if value})
        progress.update(task, completed=len(folders))
    batch.seconds, missing = time.monotonic() - started, len(folders) - batch.skipped - len(batch.reports)
    if missing and not batch.stopped:
        batch.stopped = (
            f"{missing} submissions have neither a mark nor a reason: `nbgrader autograde {lesson}` says why"
        )
    return batch


def convert(course: Course, lesson: str, students: str, how: dict) -> str:
    """Run nbgrader's conversion with our marking; return why it stopped before the end, or nothing."""
    directory, reported, report = course.api.coursedir, [], how.pop("report")
    before = directory.assignment_id, directory.student_id
    directory.assignment_id, directory.student_id = lesson, students
    app = Autograde(coursedir=directory, parent=course.api)
    app.log.setLevel(logging.CRITICAL)  # its reasons stand in the reports
    for name, value in how.items():
        setattr(app, name, value)
    app.report = lambda student, result: (reported.append(student), report(student, result))
    try:
        app.start()
    except NbGraderException as error:
        return "" if reported and "errors on the above failures" in str(error) else str(error)
    finally:
        directory.assignment_id, directory.student_id = before
    return ""


def tell(batch: Batch, say: Callable, course: Course) -> int:
    """Say what came of it, export grades.csv, and return the exit code."""
    for words in batch.warnings:
        say(f"[yellow]the lesson[/] {plain(words)}")
    for student, reason in batch.refused().items():
        say(f"[red]refused[/]   {plain(student)}: {plain(reason)}")
    for student, notes in batch.repaired().items():
        for note in notes:
            say(f"[yellow]noted[/]     {plain(student)}: {plain(note)}")
    for student, faults in batch.faults().items():
        for check, fault in faults.items():
            say(f"[red]your turn[/] {plain(student)}: {check} could not be marked by itself: {plain(fault)}")
    path = course.export()
    if batch.stopped:
        say(f"[red]Stopped:[/] {plain(batch.stopped)}")
        return 1
    say(f"{batch.summary()} Marks: {path}")
    say(f"Next: nbgrader formgrade, or nbgrader generate_feedback {batch.lesson}.")
    return 0


def plain(text: str) -> str:
    """A text that a terminal shows as it is: no markup, no sign that moves the cursor or turns the line around."""
    return escape("".join(letter if letter.isprintable() else " " if letter.isspace() else "�" for letter in text))
