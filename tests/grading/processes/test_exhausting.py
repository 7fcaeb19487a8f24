"""Who takes all the processes there are fails what took them, each time, and nothing else."""

import pytest

from helpers.grading.crossing.errors import NO_PROCESSES
from helpers.grading.grader import Submission
from helpers.grading.points import earned
from tests.grading.conftest import SETUP, lesson, stub

LESSON = lesson(
    ("setup", None, SETUP),
    ("first", None, stub("def first(n):\n    return n")),
    ("check-first", 1, "assert first(3) == 3"),
    ("second", None, stub("def second(n):\n    return -n")),
    ("check-second", 1, "assert second(3) == -3"),
    ("third", None, stub("def third(n):\n    import os\n    return n if os.fork() else os._exit(0)")),
    ("check-third", 1, "for n in range(9):\n    assert third(n) == n"),
)
FORKS = "import os\n    while True:\n        os.fork()"
THREADS = "import threading, time\n    while True:\n        threading.Thread(target=time.sleep, args=(60,)).start()"
TAKERS = {
    "forks in a call": f"def first(n):\n    {FORKS}",
    "threads in a call": f"def first(n):\n    {THREADS}",
    "forks at the top": f"if True:\n    {FORKS}",
    "forks after its answer": f"def first(n):\n    return n\nif True:\n    {FORKS}",
    "threads after its answer": f"def first(n):\n    return n\nif True:\n    {THREADS}",
}


@pytest.mark.parametrize("taker", TAKERS)
def test_only_who_takes_all_processes_loses(grader, taker):
    """Three times, since the moment at which they are counted is another each time."""
    answers = LESSON.solution | {"first": TAKERS[taker]}
    for _ in range(3):
        result = grader.mark(LESSON, Submission(answers=answers), {})
        marks = {name: earned(result["outputs"][name], 1) for name in ("check-first", "check-second", "check-third")}
        assert marks == {"check-first": 0, "check-second": 1, "check-third": 1}
        assert len(result["notes"]) == 1
        assert NO_PROCESSES in result["notes"][0] or "its process died" in result["notes"][0]


def test_a_few_processes_are_nobodys_matter(grader):
    """The solution itself forks."""
    result = grader.mark(LESSON, Submission(answers=LESSON.solution), {})
    assert [earned(result["outputs"][f"check-{name}"], 1) for name in ("first", "second", "third")] == [1, 1, 1]
    assert result["notes"] == []
