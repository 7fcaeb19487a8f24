"""`course doctor`: what this machine can do, and how to get what it lacks. It looks only: nothing is downloaded or set.

Nothing heavy is imported, so that it can be asked before anything is installed, on any system.
"""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.table import Table

from helpers.grading import sandbox
from helpers.grading.sandbox.probing import try_sandbox
from helpers.grading.sandbox.remedies import OTHER_SYSTEM

PYTHON = (3, 11)  # as in pyproject.toml
NEEDED_GB = 3  # the environment with torch, and room for a class
INSTALL = "make setup, or pip install -c constraints.txt -e '.[teach]'"


@dataclass(frozen=True)
class Finding:
    """One line of the table. `missing` is how to get it, or "" where it works; `optional` lines do no harm."""

    name: str
    found: str
    missing: str = ""
    optional: bool = False

    @property
    def state(self) -> str:
        """What the table's middle column says."""
        return (
            "[green]works" if not self.missing else "[yellow]not there, not needed" if self.optional else "[red]missing"
        )


def doctor(say: Callable) -> int:
    """Print the table; the last line says whether submissions can be graded in a sandbox.

    say is a rich print. Returns 0 where they can, else 1.
    """
    table = Table("what", "", "found, or how to get it")
    findings = [*machine(), *sandboxes(), *software()]
    for finding in findings:
        table.add_row(finding.name, finding.state, finding.missing or finding.found)
    say(table)
    reason = sandbox.available()
    if reason:
        say(f"[red]No sandbox can be made here, so grading refuses:[/] {reason}")
        return 1
    say(f"[green]Grading can be sandboxed here[/] ({how_made()}).")
    return 0


def machine() -> Iterator[Finding]:
    """The system, its cores and the free disk."""
    kind = f"{platform.system()} {platform.release()} on {platform.machine()}"
    fits = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
    yield Finding(
        "system", kind, "" if fits else f"this is {kind}; a sandbox needs Linux on x86_64 or aarch64: {OTHER_SYSTEM}"
    )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    yield Finding("cores", str(cores))
    free = shutil.disk_usage(Path.cwd()).free / 2**30
    yield Finding(
        "free disk", f"{free:.0f} GB", "" if free >= NEEDED_GB else f"{free:.1f} GB; make room for {NEEDED_GB} GB"
    )


def sandboxes() -> Iterator[Finding]:
    """Each mechanism that a sandbox is made of, and one sandbox as a whole."""
    mechanisms = {"Landlock", "fresh /proc"}  # a sandbox is made without these too
    for name, missing in sandbox.probe().items():
        found = how_made() if name == "sandbox" else "yes"
        yield Finding(name, found, missing, optional=name in mechanisms)
    unified = Path("/sys/fs/cgroup/cgroup.controllers").exists()
    cgroups = "v2" if unified else "v1" if Path("/sys/fs/cgroup").is_dir() else ""
    yield Finding(
        "cgroups", cgroups, "" if cgroups else "none in sight: limits are watched without them", optional=True
    )
    bubblewrap = shutil.which("bwrap") or ""
    yield Finding("bubblewrap", bubblewrap, "" if bubblewrap else how_to_install("bubblewrap"), optional=True)


def how_made() -> str:
    """By whom a sandbox was made and how long it took, or ""."""
    tried = try_sandbox()
    return f"made in {tried['milliseconds']} ms by {tried['as']}" if "milliseconds" in tried else ""


def software() -> Iterator[Finding]:
    """Python and what it has installed."""
    fits = sys.version_info >= PYTHON
    wanted = f"Python {PYTHON[0]}.{PYTHON[1]} or newer: {how_to_install('python3')}, or python.org"
    yield Finding("Python", platform.python_version(), "" if fits else wanted)
    for package in ("torch", "nbgrader", "jupyterlab"):
        installed = installed_version(package)
        found = f"{installed}, {device()}" if package == "torch" and installed else installed
        yield Finding(package, found, "" if installed else INSTALL)
    alembic = shutil.which("alembic") or ""
    remedy = "nbgrader calls it: activate the environment (source .venv/bin/activate), or " + INSTALL
    yield Finding("alembic on PATH", alembic, "" if alembic else remedy)


def installed_version(package: str) -> str:
    """The version that is installed, or "". The package itself is not imported."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def device() -> str:
    """What torch would compute on."""
    try:
        import torch
    except Exception as broken:  # an installation can be broken in any way
        return f"but it cannot be imported: {broken}"
    if torch.cuda.is_available():
        return f"on {torch.cuda.get_device_name()}"
    return "on Apple's GPU" if torch.backends.mps.is_available() else "on the CPU"


def how_to_install(package: str) -> str:
    """The command for the two families of Linux that most teachers have."""
    return f"sudo apt install {package} (Debian, Ubuntu), sudo dnf install {package} (Fedora)"
