"""Runs one check against the student's process, and says what came of it."""

import contextlib
import io
import linecache
import os
import sys
import traceback
from dataclasses import dataclass, field
from typing import Any

from helpers.checks import CheckFailed

from ..crossing.channel import BadMessageError, GoneError
from ..crossing.values import CannotCross
from .clock import OutOfTimeError
from .code import code_of, file_of
from .names import Names

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
LONGEST_VALUE, LONGEST_PRINTED = 2000, 1_000_000  # characters
GONE = (GoneError, OutOfTimeError, BadMessageError)


@dataclass
class Ran:
    """What came of a check. gone: why the student's process is of no use any more; fault: what the grader cannot do."""

    printed: list[tuple[str, str]] = field(default_factory=list)  # (who: "check", "stdout" or "stderr"; text)
    value: str | None = None
    error: BaseException | None = None
    hidden: bool = False  # the error came from a hidden line
    gone: str = ""
    fault: str = ""
    calls: int = 0  # of the answer, the last of which the error came from
    changed: bool = False  # did the answer change what it was given
    words: list[str] = field(default_factory=list)  # those calls in words, where asked for
    heard: int = 0  # characters printed, and some for each piece

    @property
    def failed(self) -> bool:
        """Did it end before its last line?"""
        return bool(self.error is not None or self.gone or self.fault)

    def hear(self, who: str, text: str) -> None:
        """Keep what was printed, as far as there is room: the student's process may print without end."""
        if (room := LONGEST_PRINTED - self.heard) > 0 and text:
            self.printed.append((who, text[:room]))
            self.heard += len(text) + 10

    def own_words(self) -> str:
        """What the check itself printed."""
        return "".join(text for who, text in self.printed if who == "check")


class Printed(io.TextIOBase):
    """Collects what the check prints, between what the answer does."""

    def __init__(self, ran: Ran):
        self._ran = ran

    def write(self, text: str) -> int:
        """Keep what the check prints, the first 10,000 letters of it; returns how many there were."""
        self._ran.hear("check", text[:10_000])
        return len(text)


def run_check(source: str, name: str, names: Names, student: Any, seed: str | None) -> Ran:
    """Run a check's text with the exercise's names in the student's process and COURSE_SEED as given."""
    ran, file = Ran(), file_of(name)
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    os.environ.pop("COURSE_SEED", None)
    if seed is not None:
        os.environ["COURSE_SEED"] = seed
    own = {"stdout": Printed(ran), "stderr": Printed(ran)}
    student.hear(lambda stream, text: heard(ran, own[stream], stream, text))
    student.new_check()
    names.begin(student)
    try:
        with contextlib.redirect_stdout(own["stdout"]), contextlib.redirect_stderr(own["stderr"]):
            ran.value = execute(source, name, names)
        names.end()
    except GONE as error:
        ran.gone = why_gone(error)
        ran.error = error
    except CannotCross as error:
        ran.fault, ran.error = str(error), error
    except Exception as error:
        ran.error = error
        try:
            names.end()
        except (Exception, *GONE) as other:
            ran.gone = why_gone(other) if isinstance(other, GONE) else ""
    except SystemExit as error:
        ran.error = error
    ran.hidden = ran.error is not None and is_hidden(source, file, ran.error)
    student.clock.stop()
    ran.changed = student.changed
    ran.calls, ran.words = len(student.calls), list(student.calls)
    return ran


def heard(ran: Ran, own: Printed, stream: str, text: str) -> None:
    """What the answer prints: kept, unless the check has put something in the place of stdout or stderr to hear it."""
    now = sys.stdout if stream == "stdout" else sys.stderr
    if now is own:
        ran.hear(stream, text)
    else:
        now.write(text)


def why_gone(error: BaseException) -> str:
    """Why the student's process is of no use any more, in words for the student."""
    words = {GoneError: "its process died", BadMessageError: "it sent what is no answer"}
    return words.get(type(error)) or str(error)


def execute(source: str, name: str, names: dict) -> str | None:
    """Run the statements; return the text of the last one's value, if a kernel would display it."""
    statements, last = code_of(name, source)
    exec(statements, names)
    value = eval(last, names) if last else None
    # A text that ends in ; is silent in a notebook, and so is whatever displays itself.
    silent = value is None or source.rstrip().endswith(";") or hasattr(type(value), "_ipython_display_")
    return None if silent else repr(value)[:LONGEST_VALUE]


def is_hidden(source: str, file: str, error: BaseException) -> bool:
    """Did the error come from a line between the marks of hidden tests, or from a line that shows their outcome?"""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    inside, hidden = False, set()
    for number, line in enumerate(source.splitlines(), 1):
        inside = (inside or BEGIN in line) and END not in line
        if inside:
            hidden.add(number)
    return bool(lines) and bool(hidden) and (lines[-1] in hidden or lines[0] in hidden or lines[0] > max(hidden))


def in_words(error: BaseException, with_numbers: bool) -> list[str]:
    """What a student reads of an error, line by line."""
    if isinstance(error, CheckFailed):
        return str(error if with_numbers else error.without_numbers()).splitlines()
    there = getattr(error, "there", "") if with_numbers else ""
    if there:
        return there.splitlines()
    name = type(error).__name__ if with_numbers else _builtin_name(error)
    said = str(error) if with_numbers else ""
    return f"{name}: {said}".removesuffix(": ").splitlines()


def _builtin_name(error: BaseException) -> str:
    return next(kind.__name__ for kind in type(error).__mro__[1 if hasattr(error, "there") else 0 :])
