"""A submission to be marked, as plain data that may travel to another process or machine; and how it is marked there.

Every process that marks has one `Bench`: its grader, warm after the first submission.
"""

import json
import threading
from dataclasses import dataclass, field

from .grader import LATE, Ahead, Grader, NoZygoteError, Submission, refuse_without_sandbox
from .points import earned
from .processes.clock import TOO_LONG
from .record import grader_version
from .skeleton import Skeleton

OF_A_GPU = "CUDA", "cuda", "cuDNN", "CUBLAS"  # in every error of torch that a GPU causes
TRIES = 10  # zygotes that may die under one submission: it is not to blame, for it cannot reach them


class UnfitError(RuntimeError):
    """This process must not mark: it has another grader, or no sandbox."""


@dataclass(frozen=True)
class Job:
    """One notebook that was handed in, and the versions of the lesson that it may answer."""

    file: bytes
    lesson: Skeleton
    earlier: dict[str, Skeleton] = field(default_factory=dict)  # by version
    seeds: dict[str, dict[str, str]] = field(default_factory=dict)  # by version, then by check
    unsafe: bool = False
    gpu: float = 0.0  # the share of a GPU's memory that it may take; 0: it may use none
    grader: str = ""  # the version of the grader that has to mark it


def mark(job: Job) -> dict:
    """What came of it: as Grader.mark says, and `version`, that of the lesson; `reference`, what its solution lost.

    Raises UnfitError where this process must not mark it.
    """
    for _ in range(TRIES):
        grader = None
        try:
            grader = BENCH.grader(job)
            return marked(grader, job)
        except NoZygoteError:  # it may have died while it was started
            BENCH.discard(grader)
    return {"refused": f"the process that marks it died {TRIES} times; mark it again, alone"}


def marked(grader: Grader, job: Job) -> dict:
    """Mark against the version of the lesson that was handed out: the current one, or an earlier one."""
    lesson, lost = job.lesson, BENCH.warm(grader, job.lesson)
    seen = {version: other.seen for version, other in job.earlier.items()}
    result = grader.mark(lesson, Submission(job.file), job.seeds[lesson.version], versions=seen)
    if result.get("version") in job.earlier:
        lesson = job.earlier[result["version"]]
        lost = BENCH.warm(grader, lesson)
        result = grader.mark(lesson, Submission(job.file), job.seeds[lesson.version])
        result.setdefault("notes", []).append("Marked against the version of the lesson that you were given.")
    return result | {"version": lesson.version, "reference": lost}


def may_have_been_crowded_out(job: Job, result: dict) -> bool:
    """Did a GPU or the time fail it? Others may have taken both: the cap binds only who does not go around torch."""
    if not job.gpu:  # as nearly always: then nothing is searched
        return False
    said = json.dumps([result.get("outputs"), result.get("refused")])
    return any(sign in said for sign in (*OF_A_GPU, TOO_LONG, LATE))


def prove(version: str, unsafe: bool = False) -> str:
    """Why this process must not mark for a coordinator with this version of the grader; nothing if it may."""
    if grader_version() != version:
        return f"it has another version of helpers ({grader_version()}, not {version}): install the same"
    try:
        if not unsafe:
            refuse_without_sandbox()
    except RuntimeError as error:
        return str(error).splitlines()[0]
    return ""


class Bench:
    """What this process marks with."""

    def __init__(self):
        self._lock, self._warming = threading.Lock(), threading.Lock()
        self._grader: Grader | None = None
        self._how, self._proved = {}, ""
        self._ahead: Ahead | None = None
        self._lost: dict[str, list[str]] = {}

    def expect(self, ahead: Ahead) -> None:
        """Take this grader, which is just being started, for the first job that wants one like it."""
        self._ahead = ahead

    def grader(self, job: Job) -> Grader:
        """The running grader; started, and this process looked at, if it is the first job or the last one died."""
        with self._lock:
            if job.grader and job.grader != self._proved:
                if reason := prove(job.grader, job.unsafe):
                    raise UnfitError(reason)
                self._proved = job.grader
            how = {"unsafe": job.unsafe, "gpu": job.gpu}
            if self._grader is not None and self._how != how:
                self._end()
            if self._grader is None:
                self._grader, self._how = self._started(how) or Grader([], **how).__enter__(), how
            try:
                self._grader.learn(job.lesson.modules())
            except NoZygoteError:
                self._end()
                raise
            return self._grader

    def discard(self, grader: Grader | None) -> None:
        """Its zygote has died: let the next job start another; several threads may notice."""
        with self._lock:
            if grader is not None and grader is self._grader:
                self._end()

    def warm(self, grader: Grader, lesson: Skeleton) -> list[str]:
        """Let the grader mark the lesson's own solution, once; return what that lost, in words."""
        with self._warming:
            result = grader.warm(lesson)
            if "outputs" in result:
                self._lost[lesson.version] = lost_by_the_solution(lesson, result["outputs"])
        return self._lost.get(lesson.version, [])

    def close(self) -> None:
        """End the grader and all its processes, also one that nobody wanted."""
        with self._lock:
            self._end()
            self._forget()

    def _started(self, how: dict) -> Grader | None:
        """The grader that was started ahead, if it is like this."""
        if self._ahead and self._ahead.how != how:
            self._forget()
        ahead, self._ahead = self._ahead, None
        return ahead.grader() if ahead else None

    def _forget(self) -> None:
        """Give up the grader that was started ahead."""
        ahead, self._ahead = self._ahead, None
        if ahead:
            ahead.give_up()

    def _end(self) -> None:
        if self._grader is not None:
            self._grader.__exit__()
        self._grader = None


def lost_by_the_solution(lesson: Skeleton, outputs: dict[str, list]) -> list[str]:
    """Checks that the lesson's own solution does not pass, in words: nobody can pass them."""
    marks = [(cell, earned(outputs[cell.id], cell.points)) for cell in lesson.checks]
    return [
        f"the lesson's own solution gets {points:g} of {cell.points:g} in {cell.name}"
        for cell, points in marks
        if points < cell.points
    ]


BENCH = Bench()
