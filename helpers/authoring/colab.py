"""The cells that the builder adds to every lesson: a way into Google Colab, a start there, and how to hand in.

The repository is named in one place, `Repository` of pyproject.toml's [project.urls]. A course that names none gets
neither link nor start: Colab opens and installs only what is public.
"""

import json
import tomllib
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from .lesson import Lesson

LINK_ID, START_ID, HAND_IN_ID = "colab-link", "colab-start", "colab-hand-in"
ADDED = {LINK_ID, START_ID, HAND_IN_ID}
BRANCH = "main"
METADATA = {"generative_ai_disabled": True}  # Colab then offers no code while one learns to write it
MAY_LACK = ("pooch",)  # of what helpers import; never torch or numpy: Colab's own fit its GPU
LOCKED = {"schema_version": 3, "task": False, "grade": False, "solution": False, "locked": True}

LINK = """\
[Open this lesson in Google Colab]({address}): it runs in the browser, and there is nothing to install."""
START = """\
# In Google Colab this fetches what the lesson needs and says what it runs on. Anywhere else it does nothing.
import sys

if "google.colab" in sys.modules:
    import importlib.util, subprocess
    wanted = {wanted}
    missing = [wanted[name] for name in wanted if importlib.util.find_spec(name) is None]
    if missing:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", *missing]
        if subprocess.run(pip).returncode:
            raise RuntimeError("the course could not be installed; pip says why. Run this cell again; if that does "
                               "not help: Runtime → Disconnect and delete runtime, then run from the top.")
    from helpers.colab import ready; ready()"""
HAND_IN = """\
## Hand in

**On your own computer, or on your school's:** File → Save. The file keeps its name, `{name}.ipynb`: by this name your
teacher collects it.

**From Google Colab:** File → Download → Download .ipynb, and hand in that file. It must be called `{name}.ipynb`; where
your browser has added something, as in `{name} (1).ipynb`, rename it."""


def repository(root: Path) -> str:
    """The address of the course's public repository, or "" where pyproject.toml names none."""
    path = Path(root) / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {}) if path.is_file() else {}
    return project.get("urls", {}).get("Repository", "").rstrip("/").removesuffix(".git")


def with_colab(lesson: Lesson, cells: list[NotebookNode]) -> list[NotebookNode]:
    """The lesson's cells with the link on top, the start right before setup, and how to hand in at the end."""
    hand_in = new_markdown_cell(HAND_IN.format(name=lesson.name), id=HAND_IN_ID)
    address = repository(lesson.root)
    if not address:
        return [*cells, hand_in]
    link = new_markdown_cell(LINK.format(address=colab_address(address, lesson.name)), id=LINK_ID)
    metadata = {"nbgrader": {"grade_id": START_ID, **LOCKED}}
    start = new_code_cell(START.format(wanted=wanted(address)), id=START_ID, metadata=metadata)
    setup = next(number for number, cell in enumerate(cells) if cell.cell_type == "code")
    return [link, *cells[:setup], start, *cells[setup:], hand_in]


def colab_address(repository: str, name: str) -> str:
    """Where Colab opens the student's copy of a lesson."""
    owner_and_name = repository.removeprefix("https://github.com/")
    return f"https://colab.research.google.com/github/{owner_and_name}/blob/{BRANCH}/release/{name}/{name}.ipynb"


def wanted(repository: str) -> str:
    """What must be importable in Colab, and what pip is told where it is not; as Python."""
    return json.dumps({"helpers": f"git+{repository}", **{name: name for name in MAY_LACK}})
