"""Fail closed: where any part of the sandbox cannot be made, nothing runs and the error names the part."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.grading.sandbox import SandboxError, Sandboxes, available, calls, probe, seccomp

RUN = "print('RAN')"


# More calls than each of a sandbox's processes makes until the confined one runs; fewer than it makes at least.
CALLS = {"caller": (12, 2), "nursery": (6, 1), "supervisor": (12, 3), "init": (180, 60), "confined": (110, 20)}


@pytest.mark.parametrize("where", CALLS)
def test_each_system_call_has_to_succeed(play, where):
    """The first fails, then the second, and so on to the last: is the snippet run in none of these worlds?"""
    most, least = CALLS[where]
    results = play(*({"code": RUN, "break": {"nth": nth, "where": where}} for nth in range(1, most)))
    ran = [nth for nth, result in enumerate(results, 1) if "RAN" in result.said]
    used = max(nth for nth, result in enumerate(results, 1) if result.said.startswith("SandboxError"))
    assert least <= used < most - 1
    assert len(results) == most - 1
    # beyond the last call nothing is broken; before it, /proc's mount is all that may fail
    assert len([nth for nth in ran if nth < used]) == (where == "init")
    for result in results:
        assert "RAN" in result.said or result.said.startswith("SandboxError: "), result.said
        assert "RAN" in result.said or "EPERM, Operation not permitted" in result.said
    assert results[-1].left == []


STEPS = [("caller", "fork", 1), ("caller", "fork", 2), ("caller", "listdir", 1), ("caller", "listdir", 2)]
STEPS += [("nursery", "fork", 1), ("nursery", "dup2", 1), ("supervisor", "pipe", 1), ("supervisor", "fork", 1)]
STEPS += [
    ("supervisor", "open", 1),
    ("init", "setsid", 1),
    ("init", "chdir", 1),
    ("init", "chdir", 2),
    ("init", "open", 1),
]
STEPS += [("init", "makedirs", 1), ("init", "makedirs", 5), ("confined", "setsid", 1), ("confined", "dup2", 1)]
STEPS += [("confined", "setrlimit", 1), ("confined", "setrlimit", 9), ("confined", "chdir", 1)]


@pytest.mark.parametrize(("where", "function", "nth"), STEPS)
def test_each_other_step_has_to_succeed(play, where, function, nth):
    """The same for what Python's own functions do."""
    (result,) = play({"code": RUN, "break": {"function": function, "nth": nth, "where": where}})
    assert "RAN" not in result.said
    assert "SandboxError: " in result.said
    assert result.left == []


def test_a_step_that_failed_once_does_not_fail_for_ever(play):
    """Where the nursery could not fork once, for want of memory, say: is there a sandbox the next time?"""
    broken = {"function": "fork", "nth": 1, "where": "nursery"}
    (result,) = play({"code": RUN, "break": broken, "again": True})
    assert result.said == "RAN\n"


def test_a_call_that_lies_is_noticed(play, who):
    """Where dropping the rights seems to work but does nothing, is that seen?"""
    lying = "setresuid" if who == "root" else "capset"  # root's are dropped twice: with the user, then by name
    (result,) = play({"code": RUN, "break": {"name": lying, "result": 0}})
    assert result.said == "SandboxError: drop the capabilities: some are left, or the user or the group is still root\n"


def test_what_is_not_there_cannot_be_shown(run):
    """Is a `readable` that does not exist an error, and not a sandbox without it?"""
    result = run(RUN, readable=["/nowhere/at/all"])
    assert "SandboxError: look for what may be read /nowhere/at/all: ENOENT" in result.said


def test_a_caller_with_threads_is_refused():
    """Is a process with two threads, whose fork might hang, told so?"""
    code = "import threading, time; threading.Thread(target=time.sleep, args=(3,), daemon=True).start()\n"
    code += "from helpers.grading.sandbox import *\ntry: Sandboxes()\nexcept SandboxError as e: print(e)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "2 threads" in done.stdout


def test_another_machine_is_refused(monkeypatch):
    """Does an architecture that the filter does not know, or another system, raise at once?"""
    monkeypatch.setattr(calls, "MACHINE", "riscv64")
    with pytest.raises(SandboxError, match="x86_64 or aarch64"):
        Sandboxes()


def test_this_machine_can_make_one():
    """Do `probe` and `available` find what these tests have shown?"""
    found = probe()
    assert found["sandbox"] == available() == ""
    assert {"user namespace", "mount namespace", "pid namespace", "network namespace", "seccomp", "Landlock"} <= set(
        found
    )


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_well_formed(machine):
    """Does each jump of the filter stay inside it, and does it end in a verdict?"""
    code = seccomp.build(machine)
    lines = [ctypes.c_uint64.from_buffer_copy(code, at).value for at in range(0, len(code), 8)]
    assert len(lines) < 4096
    for place, line in enumerate(lines):
        kind, if_true, if_false = line & 0xFFFF, line >> 16 & 0xFF, line >> 24 & 0xFF
        assert kind in {seccomp.LOAD, seccomp.EQUAL, seccomp.AT_LEAST, seccomp.ANY_BIT, seccomp.RETURN}
        assert place + 1 + max(if_true, if_false) < len(lines) or kind == seccomp.RETURN
    assert lines[-1] & 0xFFFF == seccomp.RETURN


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_the_kernels(machine):
    """Are the call numbers those of the C headers, where a machine has these installed?"""
    column = machine == "aarch64"
    named = {**calls.NUMBERS, **seccomp.REFUSED, "clone": seccomp.CLONE, "clone3": seccomp.CLONE3}
    named |= {"socket": seccomp.SOCKET, "ioctl": seccomp.IOCTL, "personality": seccomp.PERSONALITY}
    named |= {"flock": seccomp.FLOCK, "mmap": seccomp.MMAP, "close_range": seccomp.CLOSE_RANGE, "fcntl": seccomp.FCNTL}
    text = HEADERS[machine].read_text() if HEADERS[machine].exists() else ""
    words = (line.split() for line in text.splitlines() if line.startswith("#define __NR"))
    official = {
        line[1].removeprefix("__NR3264_").removeprefix("__NR_"): line[2]
        for line in words
        if line[2:] and line[2].isdigit()
    }
    wrong = {
        name: numbers
        for name, numbers in named.items()
        if official.get(name, str(numbers[column])) != str(numbers[column])
    }
    assert not wrong
    assert os.path.exists(HEADERS[machine]) == bool(official)
