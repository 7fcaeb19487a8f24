"""The process that all others are forked from: what it must not import."""

import secrets
import sysconfig
from pathlib import Path

import pytest

from helpers.grading.grader import THREADED, Grader, NoZygoteError, Submission, ThreadedError
from helpers.grading.points import earned
from tests.grading.conftest import lesson, stub

SOURCE = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\nVALUE = 3\n"


@pytest.fixture
def busy():
    """The name of an installed module that starts a thread when it is imported, as database drivers do."""
    name = f"starts_a_thread_{secrets.token_hex(4)}"
    path = Path(sysconfig.get_path("purelib")) / f"{name}.py"
    path.write_text(SOURCE)
    yield name
    path.unlink()
    THREADED.discard(name)


def using(busy: str):
    """A lesson whose answer and whose check need the module."""
    return lesson(
        ("setup", None, f"import {busy}\nfrom helpers.checks import expect"),
        ("f", None, stub(f"def f():\n    return {busy}.VALUE")),
        ("check-f", 1, f"expect(f()).equals({busy}.VALUE)"),
    )


def points(grader: Grader, skeleton, answer: str) -> float:
    """What an answer gets."""
    result = grader.mark(skeleton, Submission(answers={"f": answer}), {"check-f": "seed"})
    return earned(result["outputs"]["check-f"], 1)


def test_a_module_that_starts_a_thread_stops_nobody(busy):
    """Is it left to each student's process, and is marked as ever what needs it?"""
    skeleton = using(busy)
    with Grader(skeleton.modules()) as grader:
        assert points(grader, skeleton, f"def f():\n    return {busy}.VALUE") == 1
        assert points(grader, skeleton, "def f():\n    return 2") == 0


def test_one_that_comes_later_is_known_from_then_on(busy):
    """Does a running grader say which module it was, and does the next one do without?"""
    skeleton = using(busy)
    with Grader([]) as grader, pytest.raises(ThreadedError, match=busy) as thrown:
        grader.learn(skeleton.modules())
    assert isinstance(thrown.value, NoZygoteError)
    with Grader([]) as grader:
        grader.learn(skeleton.modules())
        assert points(grader, skeleton, f"def f():\n    return {busy}.VALUE") == 1


LATE = "import importlib, sys\ndef f():\n    importlib.import_module({name!r})\n    return True"
KNOWN = "import sys\nBEFORE = {name!r} in sys.modules\ndef f():\n    return BEFORE"


def test_what_the_solution_imports_late_is_there_for_all():
    """As torch.optim imports 800 modules more: is that done once, and never for what a student says?"""
    name, other = "wave", "colorsys"
    solution, wrong = LATE.format(name=name), LATE.format(name=other)
    skeleton = lesson(
        ("setup", None, "from helpers.checks import expect"),
        ("f", None, stub(solution)),
        ("check-f", 1, "expect(f()).equals(True)"),
    )
    with Grader(skeleton.modules()) as grader:
        assert points(grader, skeleton, KNOWN.format(name=name)) == 0
        grader.warm(skeleton)
        assert points(grader, skeleton, KNOWN.format(name=name)) == 1
        assert points(grader, skeleton, wrong) == 1
        assert points(grader, skeleton, KNOWN.format(name=other)) == 0
