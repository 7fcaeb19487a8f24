"""Do the built notebooks still say what the lesson text says?"""

from collections.abc import Iterator

import nbformat

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
        notebook = load(path, lesson.root)
        there = without_outputs(notebook) if path == executed else path.read_text(encoding="utf-8")
        if there != wanted:
            yield Problem(place, f"it is not what the lesson gives ({first_difference(notebook, wanted)})", MEND)


def without_outputs(notebook: nbformat.NotebookNode) -> str:
    """The text of an executed notebook as it was before it ran."""
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return as_text(notebook)


def first_difference(notebook: nbformat.NotebookNode, wanted: str) -> str:
    """Name the first cell in which a notebook differs from what is wanted, and in what; outputs aside."""
    old, new = notebook.cells, nbformat.reads(wanted, as_version=4).cells
    for before, after in zip(old, new, strict=False):
        for key in ("id", "cell_type", "source", "metadata"):
            if before.get(key) != after.get(key):
                return f"cell {after.id}: {key}"
    return "the number of its cells" if len(old) != len(new) else "its metadata, layout or outputs"


def lost_grade_ids(lesson: Lesson) -> Iterator[Problem]:
    """Each grade_id that students already have in release/ and that the lesson no longer has."""
    released = places(lesson.root, lesson.name).release
    if released.is_file():
        for lost in sorted(grade_ids(load(released, lesson.root)) - grade_ids(instructor_copy(lesson))):
            mend = "give the name back, or, before any student has it, `course build --forget`"
            yield lesson.problem(None, f"grade_id {lost!r} is in release/ but gone from the lesson (renamed?)", mend)


def grade_ids(notebook: nbformat.NotebookNode) -> set[str]:
    """The ids under which nbgrader keeps a notebook's cells."""
    graded = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    return {meta["grade_id"] for meta in graded if "grade_id" in meta}
