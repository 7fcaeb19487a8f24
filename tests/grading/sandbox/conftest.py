"""Run a snippet in a real sandbox, made by root and by an ordinary user, and see what it could do."""

import json
import os
import subprocess
import sys
import textwrap
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HOST = Path(__file__).with_name("host.py")
CLEAN = {"PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "LANG": "C.UTF-8"}  # as the grader cleans it before it starts


@dataclass
class Result:
    """What came of one snippet: its words, the supervisor's verdict, and the processes that outlived it.

    supervisor: its pid, and how many files it had open, where that may be looked at
    """

    said: str
    code: int
    verdict: dict
    seconds: float
    supervisor: list[int] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def ended(self) -> str:
        """The limit that was passed; else "exit" or "signal"."""
        return self.verdict.get("passed") or ("signal" if self.code < 0 else "exit")


def survivors(marker: str, patience_s: float = 3.0) -> list[str]:
    """Command lines that hold the marker, after a moment in which the dying may go."""
    deadline = time.monotonic() + patience_s
    while True:
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                except OSError:
                    continue
                found += [line] if marker in line else []
        if not found or time.monotonic() > deadline:
            return found
        time.sleep(0.05)


@pytest.fixture(scope="session", params=["root", "ordinary"] if os.geteuid() == 0 else ["ordinary"])
def who(request) -> str:
    """Who makes the sandbox."""
    return request.param


@pytest.fixture(scope="session")
def play(who):
    """Play several orders in one process: `play({"code": …, "limits": …}, …)` gives a list of results."""

    def play(*orders: dict, warm: bool = False) -> list[Result]:
        marker = f"marker-{uuid.uuid4().hex}"
        listed = [{"who": who, "warm": warm, **order, "code": textwrap.dedent(order["code"])} for order in orders]
        command = [sys.executable, str(HOST), json.dumps(listed), marker]
        done = subprocess.run(command, capture_output=True, text=True, env=CLEAN, timeout=120, check=False)
        results = [Result(**json.loads(line)) for line in done.stdout.splitlines()]
        if len(results) < len(orders):  # it ended before that: why?
            results.append(Result(done.stderr, done.returncode, {}, 0))
        results[-1].left = survivors(marker)
        return results

    return play


@pytest.fixture(scope="session")
def run(play):
    """Run one snippet: `run(code, cpu_s=1)` gives its result."""

    def run(code: str, *, readable=(), kill: str = "", warm: bool = False, **limits) -> Result:
        order = {"code": code, "readable": [str(path) for path in readable], "kill": kill, "limits": limits}
        return play(order, warm=warm)[0]

    return run
