"""Marks one rebuilt notebook: runs the student's cells over there, the checks here, and tells what came of each.

It runs in the confined process that holds the hidden tests. It never executes a byte of the student's.
"""

import contextlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from helpers.checks import CheckFailed

from ..crossing.channel import Channel
from ..rebuild import Cell
from .check import GONE, Ran, in_words, run_check, why_gone
from .names import Names
from .readable import LONGEST_LINE, is_picture, lines_of, name_of, readable
from .standins import Student

CELL_S, CALL_S, CHECK_S, ALL_S = 30.0, 10.0, 30.0, 300.0  # seconds, unless the lesson's reference needs longer
MOST_RESTARTS = 12
LEAVE = "your function should leave what it is given as it is"
LEAVE_HINT = "which line changes its argument? work on a copy"
LONGEST_OUTPUT, MOST_OUTPUTS = 100_000, 200  # of a cell: characters, number
ROOM, MOST_IN_ALL = 6_000_000, 2000  # of a pass through the notebook: characters, number
LEFT_OUT = {"text/plain": "(a display, left out: they are many)"}


class LessonError(RuntimeError):
    """A teacher's cell does not run where checks do: nobody can be marked."""


@dataclass
class Limits:
    """Seconds for a cell, for one call of a check, for all calls of a check, and for the whole notebook."""

    cell: float = CELL_S
    call: float = CALL_S
    check: float = CHECK_S
    all: float = ALL_S


@dataclass
class Marks:
    """What came of a notebook: outputs by cell id for the teacher, and what of each check the student may read."""

    outputs: dict[str, list] = field(default_factory=dict)
    checks: dict[str, Ran] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)  # names that a NameError was about


class Marking:
    """One pass through a notebook, from its first cell to its last."""

    def __init__(self, cells: list[Cell], start: Callable[[], Channel], limits: Limits, deadline: float):
        self.cells, self._start, self.limits, self.deadline = cells, start, limits, deadline
        theirs = set().union(*(cell.binds for cell in cells if cell.kind == "exercise"))
        known = set().union(*(cell.binds for cell in cells if cell.kind in ("plain", "demo")))
        self.names = Names(theirs, known)
        self.marks, self.culprits, self._done = Marks(), set(), []
        self.untouched: set[str] = set()  # checks in which the lesson's own solution changes no argument
        self._restarts = 0
        self._room, self._places = ROOM, MOST_IN_ALL  # what outputs may still take
        self.student = self._new_student()

    def run(self, seeds: dict[str, str | None], visible: bool = False, demos: bool = False, but: set = ()) -> Marks:
        """Run every cell that decides a mark, `but` some by id; `visible`: the checks without their hidden tests."""
        for cell in self.cells:
            if cell.id in but:
                continue
            if cell.kind in ("plain", "exercise"):
                self._imports_of(cell)
            if cell.kind == "check":
                source = cell.visible if visible else cell.source
                self.marks.checks[cell.name] = ran = self._check(cell, source, seeds.get(cell.name))
                self.marks.outputs[cell.id] = outputs_of(ran, cell.points)
            elif cell.runs and (demos or cell.kind != "demo"):
                self._cell(cell)
        return self.marks

    def again(self, cell: Cell, seed: str | None) -> Ran:
        """Run a check once more, with other inputs."""
        return self._check(cell, cell.source, seed)

    def close(self) -> None:
        """Let go of the student's process."""
        if self.student is not None:
            self.student.channel.close()

    def _check(self, cell: Cell, source: str, seed: str | None) -> Ran:
        if not self._ready():
            return Ran(gone="the notebook had used up its time before this check")
        self.student.clock.set(self._within(self.limits.call), self._within(self.limits.check))
        # What the solution leaves as it is may be the lesson's own, and later checks go by it.
        self.student.restores = [] if cell.name in self.untouched else None
        ran = run_check(source, cell.name, self.names, self.student, seed)
        self.student.put_back()
        if ran.changed and not ran.failed and cell.name in self.untouched:
            ran = self._on_copies(cell, source, seed, ran)
        if isinstance(ran.error, NameError) and type(ran.error.name) is str:
            self.marks.missing.add(ran.error.name)
        if ran.gone:
            self.marks.notes.append(f"While {cell.name} ran, your code was stopped: {ran.gone}.")
            self._restart()
        return ran

    def _on_copies(self, cell: Cell, source: str, seed: str | None, ran: Ran) -> Ran:
        """Once more, without what the answer changes in its arguments: it must not move what it is compared with."""
        self.student.write_back = False
        self.student.clock.set(self._within(self.limits.call), self._within(self.limits.check))
        again = run_check(source, cell.name, self.names, self.student, seed)
        self.student.write_back = True
        if again.error is not None and not again.gone:
            again.error = CheckFailed(LEAVE, LEAVE_HINT).with_traceback(again.error.__traceback__)
        return again if again.failed or again.value != ran.value else ran

    def _cell(self, cell: Cell) -> None:
        outputs = self.marks.outputs.setdefault(cell.id, [])
        if cell.kind == "setup":
            self._here(cell)
        if not self._ready():
            return
        self.student.hear(lambda stream, text: self._heard(outputs, stream, text))
        answer = self._over_there(cell)
        if answer is None:
            return
        outputs += self._room_for(displays(answer))
        if error := error_of(answer):
            outputs.append(error)
            self._note_missing(answer)
            if cell.kind == "plain" and cell.teachers and cell.source != cell.teachers:
                # Not why: this process may have seen a hidden input, and the student reads this.
                self.marks.notes.append("A cell that you changed failed; the original ran instead.")
                cell = replace(cell, source=cell.teachers)
                self._over_there(cell)
        self._done.append(cell)

    def _room_for(self, found: list[dict]) -> list[dict]:
        """What of a cell's displays still fits: the whole notebook has to cross at once, and people to read it."""
        kept = []
        for output in found[: min(MOST_OUTPUTS, self._places)]:
            size = sum(map(len, output["data"].values()))
            kept.append(output if size <= self._room else {**output, "data": LEFT_OUT})
            self._room -= size if size <= self._room else 0
        self._places -= len(kept)
        return kept

    def _heard(self, outputs: list[dict], stream: str, text: str) -> None:
        """Keep what a cell prints, as far as there is room."""
        number, text = len(outputs), text[: self._room]
        if text and self._places > 0:
            add_text(outputs, stream, text)
            self._room, self._places = self._room - len(text), self._places - (len(outputs) - number)

    def _over_there(self, cell: Cell) -> dict | None:
        """Run a cell in the student's process; None where that ended it, and a fresh one stands ready."""
        try:
            return self._run(cell)
        except GONE as error:
            what = f"the exercise {cell.name}" if cell.kind == "exercise" else "one of your cells"
            self.marks.notes.append(f"While {what} ran, your code was stopped: {why_gone(error)}. It was left out.")
            self.culprits.add(cell.id)
            self._restart()
            return None
        except Exception:  # it answered that it could not run the cell: no kernel would
            return {}

    def _run(self, cell: Cell) -> dict:
        """Run a cell in the student's process, under its limit."""
        self.student.clock.set(self._within(self.limits.cell), self._within(self.limits.cell))
        try:
            return self.student.run_cell(cell.source)
        finally:
            self.student.clock.stop()

    def _here(self, cell: Cell) -> None:
        """What the checks need of the teacher's own cells."""
        try:
            exec(compile(cell.source, f"<{cell.name}>", "exec"), self.names)
        except Exception as error:
            raise LessonError(f"the lesson's own cell {cell.name} fails: {type(error).__name__}: {error}") from error

    def _imports_of(self, cell: Cell) -> None:
        """A check's libraries are its own, also where the teacher imports them in a cell that students may change."""
        for line in cell.imports:
            with contextlib.suppress(Exception):
                exec(line, self.names)

    def _ready(self) -> bool:
        return self.deadline - time.monotonic() > 0 and self.student is not None

    def _within(self, seconds: float) -> float:
        return min(seconds, self.deadline - time.monotonic())

    def _new_student(self) -> Student:
        return Student(self._start(), lambda *_: None)

    def _restart(self) -> None:
        """A fresh process, with the cells that ran so far but for those that ended one."""
        self.student.clock.stop()
        self.student.channel.close()
        self._restarts += 1
        if self._restarts > MOST_RESTARTS or self.deadline < time.monotonic():
            self.student = None
            return
        self.student = self._new_student()
        for cell in self._done:
            if cell.id not in self.culprits:
                try:
                    self._run(cell)
                except GONE:  # it ran before, and does not now
                    self.culprits.add(cell.id)
                    self._restart()
                    return

    def _note_missing(self, answer: dict) -> None:
        error = answer.get("error")
        if type(error) is dict and type(error.get("name")) is str:
            self.marks.missing.add(error["name"])


def displays(answer: dict) -> list[dict]:
    """What a cell displayed, as nbformat has it; whatever is of another form is left out."""
    found = answer.get("outputs")
    kept = [shown(data) for data in (found if type(found) is list else [])[:50] if is_display(data)]
    return [{"output_type": "display_data", "data": data, "metadata": {}} for data in kept if data]


def is_display(data: Any) -> bool:
    """Is it text or a picture, by type?"""
    kinds = data.items() if type(data) is dict else [("", None)]
    return all(kind in ("text/plain", "image/png") and type(text) is str for kind, text in kinds)


def shown(data: dict[str, str]) -> dict[str, str]:
    """A display's text and picture, of what is one."""
    kept = {"image/png": data["image/png"]} if is_picture(data.get("image/png", "")) else {}
    return kept | ({"text/plain": readable(data["text/plain"])} if "text/plain" in data else {})


def error_of(answer: dict) -> dict | None:
    """A cell's error, as nbformat has it."""
    error = answer.get("error")
    if type(error) is not dict:
        return None
    names, said, there = error.get("names"), error.get("said"), error.get("there")
    name = name_of(names[0]) if type(names) is list and names and type(names[0]) is str else "Error"
    text = readable(said, LONGEST_LINE) if type(said) is str else ""
    lines = lines_of(there) if type(there) is str else []
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": lines}


def outputs_of(ran: Ran, points: float) -> list[dict]:
    """A check's outputs as the teacher sees them, of a form that nbgrader scores: nothing of them is the student's."""
    outputs: list[dict] = []
    for _, text in ran.printed:  # on stderr a warning would cost all points
        add_text(outputs, "stdout", text)
    if ran.failed:
        lines = lines_of("\n".join(in_words(ran.error, True))) if ran.error is not None else [ran.gone]
        name = type(ran.error).__name__ if ran.error is not None else "NotRun"
        outputs.append(
            {"output_type": "error", "ename": name, "evalue": lines[-1][:2000] if lines else "", "traceback": lines}
        )
    elif ran.value is not None:
        if reason := no_credit(ran.value, points):
            ran.fault = reason
            outputs.append({"output_type": "error", "ename": "NoCredit", "evalue": reason, "traceback": [reason]})
        else:
            data = {"text/plain": ran.value}
            outputs.append({"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None})
    return outputs


def no_credit(value: str, points: float) -> str:
    """Why a check's last value is no partial credit; empty where it is, and where it is no number at all."""
    try:
        number = float(value)
    except ValueError:
        return ""
    good = math.isfinite(number) and 0 <= number <= points
    return "" if good else f"the check ends in {value[:40]}, which is no part of {points:g} points"


def add_text(outputs: list[dict], stream: str, text: str) -> None:
    """Add some text to the outputs, to the last one where it is of the same stream."""
    room = LONGEST_OUTPUT - sum(len(output.get("text", "")) for output in outputs)
    if room <= 0 or len(outputs) > MOST_OUTPUTS:
        return
    if not (outputs and outputs[-1].get("name") == stream):
        outputs.append({"output_type": "stream", "name": stream, "text": ""})
    outputs[-1]["text"] += readable(text, room)
