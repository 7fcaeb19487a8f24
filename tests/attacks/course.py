"""The teacher's machine that is attacked: a course, a home, and a secret beside the course."""

import copy
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from helpers.authoring.build import build

from . import forms
from .lesson import LESSON, RIGHT, Secrets, lesson_text

ROOT = Path(__file__).parents[2]
BIN = Path(sys.prefix) / "bin"
EARLIER = "s0001-earlier"
GRADED_BY_HAND = """
import sys
from nbgrader.api import Gradebook
url, lesson, student, remark = sys.argv[1:]
with Gradebook(url) as book:
    book.find_grade("why-rows", lesson, lesson, student).manual_score = 3.5
    book.find_comment("why-rows", lesson, lesson, student).manual_comment = remark
    book.db.commit()
"""


@dataclass(frozen=True)
class Stage:
    """The folder that holds everything of the teacher's."""

    path: Path

    @property
    def course(self) -> Path:
        return self.path / "course"

    @property
    def submitted(self) -> Path:
        return self.course / "submitted"

    def protected(self) -> list[str]:
        """What grading leaves alone."""
        parts = ["source", "release", "notebooks", "submitted", "nbgrader_config.py", ".course/secret"]
        here = ["secret.txt", "home/secret.txt", "home/.bashrc", "lib"]
        return [str(self.course / part) for part in parts] + [str(self.path / part) for part in here]


def environment(stage: Path, hidden: Secrets, lib: bool) -> dict[str, str]:
    """A teacher's environment, with the course's seed."""
    keep = {key: os.environ[key] for key in ("LANG", "LC_ALL") if key in os.environ}
    env = {"HOME": f"{stage}/home", "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin", "OMP_NUM_THREADS": "1"}
    env |= {"COURSE_SEED": hidden.seed, "PYTHONDONTWRITEBYTECODE": "1", "IPYTHONDIR": f"{stage}/home/.ipython"}
    return keep | env | ({"PYTHONPATH": f"{stage}/lib"} if lib else {})


def make(path: Path, hidden: Secrets, ours: bool) -> Stage:
    """Build, release, and grade one earlier student, with a manual mark and a remark."""
    stage = Stage(path)
    for folder in (stage.course / "notebooks", path / "home", path / "lib"):
        folder.mkdir(parents=True)
    (path / "secret.txt").write_text(hidden.parent)
    (path / "home" / "secret.txt").write_text(hidden.home)
    (path / "home" / ".bashrc").write_text("# the teacher's\n")
    text = stage.course / "notebooks" / f"{LESSON}.py"
    text.write_text(lesson_text(hidden))
    if ours:
        shutil.copy(ROOT / "nbgrader_config.py", stage.course)
    else:
        shutil.copytree(ROOT / "helpers", path / "lib" / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    build(text, stage.course, execute=False)
    call = Caller(stage, environment(path, hidden, lib=not ours))
    call("nbgrader", "generate_assignment", LESSON, "--force")
    honest(stage, EARLIER, hidden)
    call("nbgrader", "autograde", LESSON)
    url = f"sqlite:///{stage.course}/gradebook.db"
    call("python", "-c", GRADED_BY_HAND, url, LESSON, EARLIER, hidden.remark)
    return stage


class Caller:
    """Run a command of this environment in the course; raise with its words where it fails."""

    def __init__(self, stage: Stage, env: dict[str, str]):
        self._stage, self._env = stage, env

    def __call__(self, name: str, *args: str) -> None:
        done = subprocess.run(
            [BIN / name, *args], cwd=self._stage.course, env=self._env, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{name} {args[0]} failed:\n{done.stdout}\n{done.stderr}")


def released(stage: Stage) -> dict:
    return json.loads((stage.course / "release" / LESSON / f"{LESSON}.ipynb").read_text())


def honest(stage: Stage, student: str, hidden: Secrets) -> None:
    """An honest student hands in; their notebook holds a secret too."""
    notebook = forms.answer(copy.deepcopy(released(stage)), RIGHT)
    notebook["cells"].append(forms.code(f'mine = "{hidden.victim}"'))
    forms.cell(notebook, "why-rows")["source"] = f"Rows are questions: {hidden.victim}"
    folder = stage.submitted / student / LESSON
    folder.mkdir(parents=True)
    forms.save(notebook, folder)
