"""The confined process that marks: reads and rebuilds a submission, runs the checks, answers with plain JSON.

It holds the hidden tests, so nothing of the student's is ever executed here. It asks its maker for the student's
processes, one after the other.
"""

import marshal
import random
import socket
import sys
import time
from dataclasses import replace

import numpy as np
import torch

from helpers.checks import CheckFailed

from .. import sandbox
from ..crossing.channel import Channel
from ..crossing.errors import NO_ROOM
from ..rebuild import Cell, Handed, UnreadableError, read_notebook, rebuild
from .check import Ran, in_words
from .code import learn
from .marking import LessonError, Limits, Marking, Marks
from .names import bound, brought, newest
from .readable import readable

PASSED = "Passed: {points:g} of {points:g} points."
NOT_YET = "Not answered yet."
TOO_MANY = f"it starts more than the {sandbox.Limits.processes} processes and threads that there may be at once"
EXHAUSTED = {  # what there is less of here than at home: that it fails at home, too, would explain nothing
    MemoryError: NO_ROOM,
    BlockingIOError: TOO_MANY,
}
HIDDEN = "The checks that you can see pass; a hidden one does not:"


def serve(control: Channel) -> None:
    """Do one job: its first block is what to do, with the skeleton and the seeds, the second the submitted file."""
    before = len(sys.modules)
    _, (job, *blocks) = control.receive()
    job = marshal.loads(job)
    try:
        message = outcome(control, job, blocks)
        there = message.get("done", {}).pop("imported", [])
        control.send(message | {"imported": sorted({*newest(sys.modules, before), *there})})
    except (UnreadableError, LessonError) as error:
        control.send({"refused": str(error)})


def outcome(control: Channel, job: dict, blocks: list) -> dict:
    """What comes of a job, as one message."""
    skeleton = [Cell(**cell) for cell in job["skeleton"]]
    learn((cell for cell in skeleton if cell.kind == "check"), job["code"])
    if not blocks:
        cells, repairs = as_kept(job["texts"], skeleton) or with_answers(job["answers"], skeleton), []
        work = Job(control, job, cells, repairs)
        if "calls" in job:
            return {"calls": work.calls(job["calls"])}
        return {"done": work.trials(job["trial"]) if "trial" in job else work.result()}
    handed = read_notebook(bytes(blocks[0]))
    if version := version_of(handed, skeleton, job["versions"]):
        return {"version": version}
    cells, repairs = rebuild(skeleton, handed)
    return {"done": Job(control, job, cells, repairs).result()}


def version_of(handed: list[Handed], skeleton: list[Cell], versions: dict[str, list[str]]) -> str:
    """The earlier version of the lesson that was handed out, by what students saw of its checks; empty if none fits."""
    texts = {mine.text for mine in handed}
    if all(cell.visible.strip() in texts for cell in skeleton if cell.kind == "check"):
        return ""
    return next((name for name, visible in versions.items() if all(text in texts for text in visible)), "")


def with_answers(answers: dict[str, str], skeleton: list[Cell]) -> list[Cell]:
    """The skeleton with answers by the names of exercises; all else is as it was handed out."""
    return [replace(cell, source=answers.get(cell.name, cell.stub)) if cell.unlocked else cell for cell in skeleton]


def as_kept(texts: list[dict], skeleton: list[Cell]) -> list[Cell]:
    """The cells of an earlier marking, from the texts that were kept of it."""
    ours = {cell.id: cell for cell in skeleton}
    return [
        replace(ours.get(text["id"]) or Cell(text["id"], text["kind"]), **text) if "kind" in text else ours[text["id"]]
        for text in texts
    ]


class Job:
    """Marks a rebuilt notebook, and finds out what its student may read."""

    def __init__(self, control: Channel, job: dict, cells: list[Cell], repairs: list[str]):
        self._control, self._job, self.cells, self.repairs = control, job, cells, repairs
        self._limits = Limits(**job["limits"])
        self._deadline = time.monotonic() + self._limits.all

    def result(self) -> dict:
        """Everything there is to say about the submission."""
        marking, marks = self._pass(self._job["seeds"])
        if self._needs_demos(marks):
            marking.close()
            marking, marks = self._pass(self._job["seeds"], demos=True)
            self.repairs.append("An answer uses a name that only a demo defines, so the demos ran as well.")
        examples = self._examples(marking, marks)
        there = marking.student.became() if self._job["is_solution"] and marking.student else {}
        marking.close()
        seen = self._seen(marks, marking.culprits)
        checks = [cell for cell in self.cells if cell.kind == "check"]
        return {
            "cells": [cell.text for cell in self.cells],
            "outputs": marks.outputs,
            "feedback": {**seen.outputs, **{c.id: self._feedback(c, marks, seen, examples) for c in checks}},
            "notes": list(dict.fromkeys(self.repairs + marks.notes)),
            "faults": {name: ran.fault for name, ran in marks.checks.items() if ran.fault},
            "untouched": [name for name, ran in marks.checks.items() if not ran.changed],
            "imported": there.get("imported", []),
            "grown": there.get("grown", 0),  # megabytes
            "longest": marking.student.clock.longest if marking.student else self._limits.call,  # seconds of one call
        }

    def trials(self, trial: dict) -> dict:
        """Run the checks with every seed, and what is visible of them once, as a student sees it."""
        marking = Marking(self.cells, self._student, self._limits, self._deadline)
        checks = [cell.name for cell in self.cells if cell.kind == "check"]
        runs = []
        for number, seed in enumerate(trial["seeds"]):
            started = time.perf_counter()
            run = {"full": in_short(marking.run(dict.fromkeys(checks, seed)), self.cells)}
            run["seconds"] = time.perf_counter() - started
            run["visible"] = in_short(marking.run({}, visible=True), self.cells) if number == 0 else {}
            runs.append(run)
            if trial["until_lost"] and any(is_lost(cell, run["full"]) for cell in self.cells if cell.kind == "check"):
                break
        marking.close()
        return {"runs": runs}

    def _pass(self, seeds: dict, **how: bool | set) -> tuple[Marking, Marks]:
        marking = Marking(self.cells, self._student, self._limits, self._deadline)
        marking.untouched = set(self._job["untouched"])
        return marking, marking.run(seeds, **how)

    def _student(self) -> Channel:
        self._control.send({"need": "student"})
        _, (end,), _, _ = socket.recv_fds(self._control.socket, 1, 1)
        return Channel.from_fd(end)

    def _needs_demos(self, marks: Marks) -> bool:
        if not marks.missing:
            return False
        demos = [cell for cell in self.cells if cell.kind == "demo"]
        return bool(marks.missing & set().union(*(bound(cell.source) | brought(cell.source) for cell in demos)))

    def calls(self, seeds: list[str]) -> dict[str, list[str]]:
        """For each check what calls it makes, in words, with the second seed where they differ from the first's.

        For the lesson's own solution only: what is shown to students must not come from a student.
        """
        found = []
        for seed in seeds:
            marking = Marking(self.cells, self._student, self._limits, self._deadline)
            marking.student.words = True
            marks = marking.run(dict.fromkeys((cell.name for cell in self.cells if cell.kind == "check"), seed))
            marking.close()
            found.append(marks.checks)
        return {
            name: [now if now != before else "" for before, now in zip(ran.words, found[1][name].words, strict=False)]
            for name, ran in found[0].items()
        }

    def _examples(self, marking: Marking, marks: Marks) -> dict[str, str]:
        """For each check that failed in its hidden part: an input that fails, drawn from another seed.

        The words come from the lesson's own solution; that the answer fails there, too, is tried.
        """
        found = {}
        for cell in self.cells:
            ran = marks.checks.get(cell.name)
            if cell.kind != "check" or not ran or not failed_hidden(ran):
                continue
            other, words = marking.again(cell, self._job["feedback_seed"]), self._job["examples"].get(cell.name, [])
            if failed_hidden(other) and other.calls <= len(words) and words[other.calls - 1]:
                found[cell.name] = words[other.calls - 1]
        return found

    def _seen(self, marks: Marks, culprits: set[str]) -> Marks:
        """What the student would see at home. In a process that never saw a hidden input: it has none to tell."""
        ran = {place: marks.checks[cell.name] for place, cell in enumerate(self.cells) if cell.kind == "check"}
        stopped = {self.cells[place].id for place in ran if why_stopped(ran[place])}
        asked = [place for place in ran if ran[place].failed and not why_stopped(ran[place])]
        if not self._job["explain"] or not asked:
            return Marks()
        after = {cell.id for cell in self.cells[asked[-1] + 1 :]}  # nobody asks what comes of those
        forget_draws()
        marking, seen = self._pass({}, visible=True, but=culprits | stopped | after)
        marking.close()
        return seen

    def _feedback(self, cell: Cell, marks: Marks, seen: Marks, examples: dict[str, str]) -> list[dict]:
        ran, at_home = marks.checks[cell.name], seen.checks.get(cell.name)
        if not ran.failed:
            return said(ran.own_words() or PASSED.format(points=cell.points))
        if at_home and type(at_home.error).__name__ == "NotImplementedError" and not str(at_home.error):
            return said(NOT_YET)
        if at_home and at_home.failed:
            return seen.outputs[cell.id]
        if ran.fault:
            return said("This check could not be marked by itself: your teacher looks at it.")
        if why := why_stopped(ran):
            return said(f"Your code was stopped here: {why}.")
        lines = [HIDDEN if ran.hidden else "With other inputs than those you see:", *in_words(ran.error, False)]
        if cell.name in examples:
            lines += ["", f"An input for which it fails: {examples[cell.name]}"]
        if not isinstance(ran.error, CheckFailed) and len(lines) > 1:
            lines[1] = f"your code raised {lines[1]}"
        return said("\n".join(lines))


def forget_draws() -> None:
    """Start the generators anew: each call gives their states away, and with them how often hidden checks called."""
    random.seed()
    np.random.seed()
    torch.seed()


def in_short(marks: Marks, cells: list[Cell]) -> dict[str, dict]:
    """Each check's outputs, and the words that a student reads where it ran hidden."""
    found = {}
    for cell in cells:
        if cell.kind == "check":
            ran = marks.checks[cell.name]
            words = [ran.own_words(), *(in_words(ran.error, False) if ran.error else []), ran.gone]
            if ran.error is not None and not isinstance(ran.error, CheckFailed):
                words.append(f"{type(ran.error).__name__}: {ran.error}")
            found[cell.name] = {"outputs": marks.outputs[cell.id], "said": " ".join(" ".join(words).split())}
    return found


def is_lost(cell: Cell, run: dict[str, dict]) -> bool:
    """Did a check give less than all?"""
    outputs = run[cell.name]["outputs"]
    values = [output["data"]["text/plain"] for output in outputs if output["output_type"] == "execute_result"]
    return any(output["output_type"] == "error" for output in outputs) or any(value == "0.0" for value in values)


def failed_hidden(ran: Ran) -> bool:
    """Did a check fail in its hidden part, after a call of the answer?"""
    return bool(ran.error is not None and ran.hidden and not ran.gone and ran.calls)


def why_stopped(ran: Ran) -> str:
    """Why a check could not come to its end, whatever the answer is worth; "" where it came there."""
    if ran.gone:
        return ran.gone
    if str(ran.error) == "can't start new thread":  # a RuntimeError, which may be anything
        return TOO_MANY
    return next((words for error, words in EXHAUSTED.items() if isinstance(ran.error, error)), "")


def said(text: str) -> list[dict]:
    """One output that says a text."""
    return [{"output_type": "stream", "name": "stdout", "text": readable(text).rstrip("\n") + "\n"}]
