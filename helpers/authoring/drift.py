"""Do the built notebooks still say what the lesson text says?"""

from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.reader import NotJSONError

from .lesson import Lesson
from .notebook import instructor_copy
from .problem import Problem
from .products import as_text, load, places, products

MEND = "run `course build` and commit what it writes; never edit a built notebook"


def drift(lesson: Lesson) -> Iterator[Problem]:
    """Each built notebook that is not what the lesson gives, with the first cell that differs; outputs aside."""
    executed = places(lesson.root, lesson.name).executed
    for path, wanted in products(lesson).items():
        place = str(path.relative_to(lesson.root))
        if not path.is_file():
            yield Problem(place, "it is missing", MEND)
            continue
        try:
            there = without_outputs(path) if path == executed else path.read_text(encoding="utf-8")
            if there != wanted:
                yield Problem(place, f"it is not what the lesson gives ({first_difference(there, wanted)})", MEND)
        except (NotJSONError, UnicodeDecodeError):
            yield Problem(place, "it is not a notebook", MEND)


def without_outputs(path: Path) -> str:
    """The text of an executed notebook as it was before it ran."""
    notebook = load(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return as_text(notebook)


def first_difference(there: str, wanted: str) -> str:
    """Name the first cell in which two notebooks differ, and in what."""
    old, new = (nbformat.reads(text, as_version=4).cells for text in (there, wanted))
    for before, after in zip(old, new, strict=False):
        for key in ("id", "cell_type", "source", "metadata", "outputs"):
            if before.get(key) != after.get(key):
                return f"cell {before.get('id')}: {key}"
    return "cells at its end" if len(old) != len(new) else "the notebook's own metadata, or its layout"


def lost_grade_ids(lesson: Lesson) -> Iterator[Problem]:
    """Each grade_id that students already have in release/ and that the lesson no longer has."""
    released = places(lesson.root, lesson.name).release
    if released.is_file():
        for lost in sorted(grade_ids(load(released)) - grade_ids(instructor_copy(lesson))):
            mend = "give the name back, or, before any student has it, `course build --forget`"
            yield lesson.problem(None, f"grade_id {lost!r} is in release/ but gone from the lesson (renamed?)", mend)


def grade_ids(notebook: nbformat.NotebookNode) -> set[str]:
    return {cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata}
