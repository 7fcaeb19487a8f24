"""What of a sandbox this machine can make, found by making it; each answer comes from a process of its own."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

from .remedies import OTHER_SYSTEM

HERE = Path(__file__).resolve().parents[3]  # the folder that holds the package helpers


def probe() -> dict[str, str]:
    """Every mechanism by name: "" where it works here, else why not and how to get it."""
    if sys.platform != "linux":
        return {"sandbox": f"needs Linux, this is {sys.platform}: {OTHER_SYSTEM}"}
    return _ask("probe", "sandbox")


def available() -> str:
    """ "" where a sandbox can be made, else the reason. Makes one, the first time it is asked."""
    return try_sandbox()["sandbox"]


@cache
def try_sandbox() -> dict[str, str]:
    """Make a sandbox: {"sandbox": "" or the reason against it, "milliseconds": …, "as": "root" or "ordinary user"}."""
    return _ask("try_sandbox", "sandbox") if sys.platform == "linux" else probe()


def _ask(question: str, otherwise: str) -> dict[str, str]:
    """Call a function of `trials` in a fresh interpreter: this process may have threads, and must stay as it is."""
    code = f"import sys; sys.path.insert(0, {str(HERE)!r}); from helpers.grading.sandbox import trials; "
    code += f"trials.say(trials.{question}())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd="/")
    lines = done.stdout.splitlines()
    return json.loads(lines[-1]) if lines else {otherwise: f"the trial ended without an answer: {done.stderr[-300:]}"}
