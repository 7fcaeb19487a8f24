"""Google Colab: is there a way in, a start that installs little, and a way back to the teacher?"""

import ast
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
import torch

from helpers import colab
from helpers.authoring.build import build
from helpers.authoring.check import problems
from helpers.authoring.colab import MAY_LACK, repository
from helpers.authoring.problem import LessonError

from .sample import LESSON

ROOT = Path(__file__).parents[2]
FORK = "https://github.com/someone/their-course"
NO_TORCH = "import sys\nsys.modules['torch'] = None\n"  # whoever imports torch fails


@pytest.fixture
def fork(course, tmp_path):
    """The three notebooks of a course that names its repository."""
    (tmp_path / "pyproject.toml").write_text(f'[project.urls]\nRepository = "{FORK}"\n')
    return build(course(), tmp_path, execute=False)


def cells(path):
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


def test_this_course_names_its_repository():
    """Does pyproject.toml hold the one address, of a public repository that Colab can open?"""
    assert repository(ROOT).startswith("https://github.com/")
    assert len(repository(ROOT).removeprefix("https://github.com/").split("/")) == 2


def test_link_and_start_come_from_the_projects_address(fork):
    """Do all three notebooks lead to the fork's own release, and install the fork's own helpers?"""
    for path in (fork.executed, fork.source, fork.release):
        there = cells(path)
        assert f"{FORK.replace('https://github.com', '/github')}/blob/main/release/01_small/01_small.ipynb" in (
            there["colab-link"].source
        )
        assert f'"git+{FORK}"' in there["colab-start"].source
        assert "deep-learning-revolution" not in path.read_text()


def test_the_cells_stand_in_their_places(fork):
    """Is the link first, the start right before setup, handing in last, and nothing loaded when one looks?"""
    there = cells(fork.release)
    names = list(there)
    assert (names[0], names[-1]) == ("colab-link", "colab-hand-in")
    assert names.index("colab-start") == names.index("setup") - 1
    assert "![" not in there["colab-link"].source
    assert "<img" not in there["colab-link"].source
    assert there["colab-hand-in"].source.count("`01_small.ipynb`") == 2
    assert there["colab-start"].metadata.nbgrader.locked
    assert not there["colab-start"].metadata.editable  # nbgrader's own mark, which notebooks heed


def test_learners_are_left_to_write_their_own(fork):
    """Is Colab asked to offer no generated code?"""
    for path in (fork.source, fork.release):
        assert nbformat.read(path, as_version=4).metadata.colab == {"generative_ai_disabled": True}


def test_a_changed_address_is_drift(fork, tmp_path):
    """Are notebooks that were built for another repository reported?"""
    assert not [problem for problem in problems(tmp_path) if "not what the lesson gives" in problem.reason]
    (tmp_path / "pyproject.toml").write_text('[project.urls]\nRepository = "https://github.com/else/where"\n')
    assert sum("(cell colab-link: source)" in problem.reason for problem in problems(tmp_path)) == 3


def test_without_an_address_there_is_no_way_into_colab(course, tmp_path):
    """Does a course that is not public get how to hand in, and neither link nor start?"""
    there = cells(build(course(), tmp_path, execute=False).release)
    assert "colab-hand-in" in there
    assert not {"colab-link", "colab-start"} & set(there)


def test_an_authors_name_that_the_builder_uses_is_refused(course, tmp_path):
    """Can no exercise take the name of a cell that the builder adds?"""
    with pytest.raises(LessonError, match="'colab-start' is a cell that the builder adds"):
        build(course(LESSON.replace('"add"', '"colab-start"').replace("`add`", "`colab-start`")), tmp_path)


def test_a_failing_start_is_reported(fork, course, tmp_path, monkeypatch):
    """Does a cell of the builder's own that fails give a report, though no line of the lesson is to blame?"""
    monkeypatch.setattr("helpers.authoring.colab.START", "1 / 0  # {wanted}")
    with pytest.raises(LessonError, match=r"01_small\.py:1: cell colab-start fails: ZeroDivisionError"):
        build(course(), tmp_path)


def start_of(places) -> str:
    return cells(places.release)["colab-start"].source


def test_the_start_is_short(fork):
    """Can a student read it at a glance, in lines that fit?"""
    lines = [line for line in start_of(fork).splitlines() if line.strip()]
    assert len(lines) <= 12
    assert max(map(len, lines)) <= 120


def run(code: str, path: Path, *folders: Path) -> subprocess.CompletedProcess:
    """Run code in a fresh Python, in `path`, with folders to import from."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders))}
    return subprocess.run([sys.executable, "-c", code], cwd=path, env=environment, capture_output=True, text=True)


def test_outside_colab_the_start_is_silent_and_quick(fork, tmp_path):
    """Does it write nothing, start nothing and import no torch, whatever is installed?"""
    done = run(NO_TORCH + "import subprocess\nsubprocess.Popen = None\n" + start_of(fork), tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


COLAB = """
import importlib.util, json, subprocess, sys, types
sys.modules["google.colab"] = types.ModuleType("google.colab")
lacking, find = set({lacking}), importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name in lacking else find(name)
subprocess.run = lambda command: print(json.dumps(command)) or types.SimpleNamespace(returncode={status})
helper = sys.modules["helpers.colab"] = types.ModuleType("helpers.colab")
helper.ready = lambda: print("ready")
"""


def in_colab(fork, tmp_path, lacking: list[str]) -> list[str]:
    """The lines that the start prints in a Colab that lacks these modules: what it runs as JSON, then "ready"."""
    done = run(COLAB.format(lacking=lacking, status=0) + start_of(fork), tmp_path, ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_in_colab_pip_gets_the_course_and_no_dependency(fork, tmp_path):
    """Where helpers are missing, does pip install them from the repository, and nothing that they ask for?"""
    command, said = in_colab(fork, tmp_path, ["helpers"])
    assert said == "ready"
    assert json.loads(command)[1:4] == ["-m", "pip", "install"]
    assert "--no-deps" in json.loads(command)
    assert [word for word in json.loads(command)[4:] if not word.startswith("-")] == [f"git+{FORK}"]


def test_in_colab_what_is_there_is_not_installed_again(fork, tmp_path):
    """Run again, does the start only say what it found; and is a missing module all that is fetched?"""
    assert in_colab(fork, tmp_path, []) == ["ready"]
    command, _ = in_colab(fork, tmp_path, ["pooch"])
    assert json.loads(command)[-1] == "pooch"
    assert FORK not in command


def test_torch_and_numpy_are_left_alone(fork, tmp_path):
    """Even where everything is missing, does pip hear neither of torch nor of numpy?"""
    command, _ = in_colab(fork, tmp_path, ["helpers", "torch", "numpy", *MAY_LACK])
    assert {"torch", "numpy"}.isdisjoint(json.loads(command))
    texts = {node.value for node in ast.walk(ast.parse(start_of(fork))) if isinstance(node, ast.Constant)}
    assert {"torch", "numpy"}.isdisjoint(texts)


def test_a_failed_install_says_what_to_do(fork, tmp_path):
    """Where pip fails, is the last line what to try next, and is nothing said to be ready?"""
    done = run(COLAB.format(lacking=["helpers"], status=1) + start_of(fork), tmp_path, ROOT)
    assert done.returncode == 1
    assert "ready" not in done.stdout
    said = done.stderr.splitlines()[-1]
    assert said.startswith("RuntimeError: the course could not be installed")
    assert "Run this cell again" in said
    assert "Disconnect and delete runtime" in said


def pinned() -> set[str]:
    """What Colab has, by the list that `make colab` builds its environment from."""
    lines = (ROOT / "tests" / "colab" / "constraints.txt").read_text().splitlines()
    return {line.split("==")[0].lower() for line in lines if "==" in line}


def test_what_colab_may_lack_is_all_it_can_lack():
    """Is every dependency of the notebooks either Colab's own or fetched by the start?"""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    names = {line.split(">")[0] for line in project["dependencies"]}
    assert set(MAY_LACK) <= names
    assert names <= pinned() | set(MAY_LACK) | {"torch"}


MACHINES = [("cpu", "CPU (2 cores)", True), ("cuda", "Tesla T4 (GPU, 15 GiB)", False)]


@pytest.mark.parametrize(("kind", "words", "slow"), MACHINES)
def test_ready_says_what_it_found(monkeypatch, capsys, kind, words, slow):
    """Does one line name the device, one say how to get a GPU where there is none, and one how to keep the work?"""
    monkeypatch.setattr(colab, "best_device", lambda: torch.device(kind))
    monkeypatch.setattr(colab, "describe", lambda device: words)
    colab.ready()
    lines = capsys.readouterr().out.splitlines()
    assert words in lines[0]
    assert any("Runtime → Change runtime type → T4 GPU" in line for line in lines) is slow
    assert "File → Save a copy in Drive" in lines[-1]
    assert len(lines) == 2 + slow
