"""A CPU for each submission: nobody shares one, both processes stay on theirs, and nothing breaks without."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.grading import cpus
from helpers.grading.grader import Family, Grader, Submission
from helpers.grading.points import earned
from tests.grading.conftest import lesson, stub

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system keeps nobody on a CPU")
ALL = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


@pytest.fixture
def two(monkeypatch):
    """Two CPUs that nobody else on this machine claims, for there are none of these numbers."""
    first = 10**6 + secrets.randbelow(10**9)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {first, first + 1})
    return {first, first + 1}


def test_no_two_have_the_same(two):
    """Does each claim get a CPU of its own, the third none, and the next what was released?"""
    first, second, third = cpus.Claim(), cpus.Claim(), cpus.Claim()
    assert {first.cpu, second.cpu} == two
    assert third.cpu is None
    second.release()
    third.release()
    fourth = cpus.Claim()
    assert fourth.cpu == second.cpu
    first.release()
    fourth.release()


def test_other_processes_count(two):
    """Is what another process holds taken here, and free when that process is killed?"""
    code = f"import os; os.sched_getaffinity = lambda _: {two}\nfrom helpers.grading.cpus import Claim; claim = Claim()"
    code += "\nprint(claim.cpu, flush=True); input()"
    root = Path(__file__).parents[2]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", code], cwd=root, **pipes) as other:
        theirs = int(other.stdout.readline())
        ours, none = cpus.Claim(), cpus.Claim()
        assert {theirs, ours.cpu} == two
        assert none.cpu is None
        other.kill()
    again = cpus.Claim()
    assert again.cpu == theirs
    ours.release()
    again.release()


@pytest.fixture
def claimed(monkeypatch):
    """claimed(cpu): whoever marks from now on has this CPU."""

    def claim(cpu: int | None) -> None:
        held = SimpleNamespace(cpu=cpu, release=lambda: None)
        monkeypatch.setattr("helpers.grading.grader.Claim", lambda: held)

    return claim


def test_a_submission_stays_on_its_cpu(grader, claimed):
    """Are both processes there, from the first moment on, and is the one that forks them still everywhere?"""
    own = max(ALL)
    claimed(own)
    with Family(grader) as family:
        family._send_student()
        assert os.sched_getaffinity(family._checker) == os.sched_getaffinity(family._student) == {own}
    assert os.sched_getaffinity(grader._process.pid) == ALL
    claimed(None)
    with Family(grader) as family:
        assert os.sched_getaffinity(family._checker) == ALL


ANSWER = """
import os
def f():
    try:
        os.sched_setaffinity(0, range(1024))
    except PermissionError:
        return len(os.sched_getaffinity(0))
"""
ASKED = lesson(
    ("setup", None, "from helpers.checks import expect"),
    ("f", None, stub("def f():\n    return 1")),
    ("check-f", 1, "expect(f()).equals(1)"),
)


def test_it_cannot_leave_it(grader, claimed):
    """Is code that wants other CPUs refused, as it would be on a machine with one?"""
    claimed(min(ALL))
    result = grader.mark(ASKED, Submission(answers={"f": ANSWER}), {"check-f": "seed"})
    assert earned(result["outputs"]["check-f"], 1) == 1


def test_a_cpu_that_is_gone_matters_not(grader, claimed):
    """Where a claimed CPU was taken from the machine: is all marked as ever?"""
    claimed(10**6)
    result = grader.mark(ASKED, Submission(answers={"f": "def f():\n    return 1"}), {"check-f": "seed"})
    assert earned(result["outputs"]["check-f"], 1) == 1


@pytest.mark.parametrize("gpu", [0.0, 0.5])
def test_who_was_ended_is_gone(gpu):
    """Soon where no GPU was lent, at once where one was: the next may need its memory. And are all waited for?"""
    with Grader([]) as grader:
        grader._gpu = gpu
        pids = []
        for _ in range(5):
            pid, end = grader.fork("checker")
            end.close()
            grader.kill(pid)
            pids.append(pid)
            assert not gpu or not Path(f"/proc/{pid}").exists()
        for _ in range(100):
            grader.learn(["math", f"nothing{secrets.token_hex(4)}"])  # any request will do
            if not any(Path(f"/proc/{pid}").exists() for pid in pids):
                break
            time.sleep(0.05)
        assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
