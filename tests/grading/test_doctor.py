"""The doctor: does it say what is true of this machine, also where nothing works, and does the container agree?"""

import io
import re
import subprocess
import sys
import tomllib

import pytest
from rich.console import Console

from helpers.grading import doctor as office
from helpers.grading import sandbox
from helpers.grading.sandbox import remedies


def consult() -> tuple[int, str]:
    """The doctor's exit code and all its words."""
    console = Console(record=True, width=400, file=io.StringIO())
    return office.doctor(console.print), console.export_text()


def test_a_machine_that_can_grade():
    """Does it make a sandbox here, time it, and end with the good news?"""
    code, text = consult()
    assert code == 0
    assert "Grading can be sandboxed here (made in" in text.splitlines()[-1]
    for name in ("system", "user namespace", "seccomp", "Landlock", "cgroups", "bubblewrap", "alembic", "nbgrader"):
        assert name in text
    assert re.search(r"torch .* works .* on ", text)


def test_a_machine_that_cannot(monkeypatch):
    """Where namespaces are forbidden: exit code 1, and the command that would allow them?"""
    reason = f"EPERM. To mend it: {remedies.allow_namespaces()}"
    monkeypatch.setattr(sandbox, "probe", lambda: {"user namespace": reason, "seccomp": "", "sandbox": reason})
    monkeypatch.setattr(sandbox, "available", lambda: reason)
    code, text = consult()
    assert code == 1
    assert "grading refuses: EPERM" in text.splitlines()[-1]
    assert re.search(r"user namespace .* missing .* sysctl", text)


def test_what_is_not_installed(monkeypatch):
    """Before anything is installed: does each line say how to get it?"""
    monkeypatch.setattr(office, "installed_version", lambda package: "")
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    findings = {finding.name: finding for finding in office.software()}
    for name in ("torch", "nbgrader", "jupyterlab", "alembic on PATH"):
        assert "[teach]" in findings[name].missing


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_told_the_way(system):
    """On macOS and Windows, with their modules missing: no crash, exit code 1, and the container named?"""
    code = f"""
import ctypes, platform, shutil, subprocess, sys, tempfile
from rich.console import Console
from rich.table import Table
sys.platform = {system!r}  # only now: the standard library itself looks at it
sys.modules.update(dict.fromkeys(["resource", "fcntl", "torch"]))
import os
for name in ("sched_getaffinity", "sysconf", "O_CLOEXEC", "geteuid", "fork", "pipe2"):
    hasattr(os, name) and delattr(os, name)
from helpers.grading.doctor import doctor
sys.exit(doctor(Console(width=300).print))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Containerfile" in done.stdout.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_the_commands_name_what_forbids(monkeypatch, tmp_path):
    """Is only the setting named that this machine has and that forbids, else all of them?"""
    everything = "; ".join([*(command for _, command in remedies.SYSCTLS.values()), remedies.IN_CONTAINER])
    (tmp_path / "forbids").write_text("1\n")
    setting = f"../..{tmp_path}/forbids"
    monkeypatch.setattr(remedies, "SYSCTLS", {setting: ("1", "Ubuntu: this"), "no/such": ("0", "Debian: that")})
    assert remedies.allow_namespaces() == f"Ubuntu: this; {remedies.IN_CONTAINER}"
    assert all(part in everything for part in ("Debian", "Ubuntu", "Fedora", "seccomp=unconfined"))


@pytest.fixture
def recipe(root):
    """The Containerfile: its comments, and its instructions."""
    lines = (root / "Containerfile").read_text().splitlines()
    return [line for line in lines if line.startswith("#")], [line for line in lines if not line.startswith("#")]


def test_the_container_installs_what_teaching_needs(root, recipe):
    """Does it have the project's Python, the extra `teach`, the tested versions, and files that exist?"""
    text = "\n".join(recipe[1])
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert f"python:{project['requires-python'].removeprefix('>=')}-slim" in text
    assert project["requires-python"] == f">={office.PYTHON[0]}.{office.PYTHON[1]}"
    assert "-c constraints.txt -e '.[teach]'" in text
    copied = [name for line in recipe[1] if line.startswith("COPY") for name in line.split()[1:-1]]
    assert all((root / name).exists() for name in copied)
    assert {project["readme"], *project["license-files"]} <= set(copied)
    assert not {"source", "submitted", "gradebook.db", "."} & set(copied)
    assert text.index("USER teacher") > text.index("pip install")


def test_the_container_is_started_as_the_doctor_advises(recipe):
    """Are the options at its head those that the doctor names, and none that opens more?"""
    head = " ".join(line.strip("# ") for line in recipe[0])
    command = next(line for line in recipe[0] if "docker run" in line)
    assert set(re.findall(r"--security-opt \S+", command)) == {remedies.CONTAINER}
    options = set(re.findall(r"--security-opt [\w=]+", head))
    assert options == {remedies.CONTAINER, remedies.CONTAINER_UBUNTU, remedies.CONTAINER_FEDORA}
    assert all(option in remedies.allow_namespaces() for option in options)
    assert "--privileged" not in command
    assert "--cap-add" not in head
