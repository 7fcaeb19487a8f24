"""The three notebooks that one lesson becomes, and where they lie."""

from dataclasses import dataclass
from pathlib import Path

import nbformat

from .lesson import Lesson
from .notebook import instructor_copy
from .problem import LessonError, Problem
from .release import student_copy


@dataclass(frozen=True)
class Places:
    """`executed` is for readers, `source` for nbgrader, `release` for students."""

    executed: Path
    source: Path
    release: Path


def places(root: Path, name: str) -> Places:
    """Where the notebooks that a lesson is built into lie."""
    return Places(
        root / "notebooks" / f"{name}.ipynb",
        root / "source" / name / f"{name}.ipynb",
        root / "release" / name / f"{name}.ipynb",
    )


def products(lesson: Lesson) -> dict[Path, str]:
    """The text of each notebook by its place; the executed one as it is before it runs."""
    where, notebook = places(lesson.root, lesson.name), instructor_copy(lesson)
    executed = as_text(notebook)
    go_on_after_failed_checks(notebook)
    return {where.executed: executed, where.source: as_text(notebook), where.release: student_copy(notebook)}


def go_on_after_failed_checks(notebook: nbformat.NotebookNode) -> None:
    """Tag the checks so that "Run All" does not stop at the first that fails: demos run in an unsolved notebook."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "raises-exception"]


def as_text(notebook: nbformat.NotebookNode) -> str:
    """A notebook as its file's text."""
    return nbformat.writes(notebook) + "\n"


def load(path: Path, root: Path) -> nbformat.NotebookNode:
    """Read a built notebook. Raises LessonError where the file is none."""
    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, AttributeError, KeyError) as error:  # broken JSON, broken letters, JSON of another kind
        mend = "take it from git, or delete it and run `course build`"
        raise LessonError([Problem(str(path.relative_to(root)), "it is not a notebook", mend)]) from error
