"""One lesson text in, three notebooks out; or, where a cell fails, none."""

import os
from pathlib import Path

import nbformat

from .drift import lost_grade_ids
from .execute import CellFailedError, Progress, run_notebook
from .ids import cell_ids
from .lesson import Lesson
from .outputs import tidy
from .problem import LessonError
from .products import Places, as_text, load, places, products
from .reader import read


def build(
    path: Path, root: Path, *, execute: bool = True, progress: Progress | None = None, forget: bool = False
) -> Places:
    """Build a lesson's notebooks: the executed one, nbgrader's source and the student's release.

    Without `execute` the outputs of cells that did not change are kept. `forget` allows released grade_ids to go.
    Raises LessonError for mistakes in the text, a failing cell or a lost grade_id; then nothing is written.
    """
    lesson = read(path, root)
    if not forget and (lost := list(lost_grade_ids(lesson))):
        raise LessonError(lost)
    where, texts = places(lesson.root, lesson.name), products(lesson)
    notebook = nbformat.reads(texts[where.executed], as_version=4)
    if execute:
        run(lesson, notebook, progress)
    elif where.executed.is_file():
        keep_outputs(load(where.executed, lesson.root), notebook)
    write_all(texts | {where.executed: as_text(notebook)})
    return where


def run(lesson: Lesson, notebook: nbformat.NotebookNode, progress: Progress | None) -> None:
    """Run the notebook where it lies; a failing cell is reported with its line in the lesson."""
    metadata = notebook.metadata.copy()
    try:
        run_notebook(notebook, lesson.path.parent, progress)
    except CellFailedError as failed:
        cell = dict(zip(cell_ids(lesson), lesson.cells, strict=True)).get(failed.cell_id)  # None: the builder's own
        mend = "mend the cell and build again; the notebooks are as they were"
        raise LessonError([lesson.problem(cell, f"cell {failed.cell_id} fails: {failed.said}", mend)]) from failed
    tidy(notebook)
    notebook.metadata = metadata  # the kernel wrote its Python version in


def keep_outputs(old: nbformat.NotebookNode, new: nbformat.NotebookNode) -> None:
    """Take over the outputs of cells whose code is the same as when they last ran."""
    ran = {(cell.id, cell.source): cell for cell in old.cells if cell.cell_type == "code"}
    for cell in new.cells:
        if before := ran.get((cell.id, cell.source)):
            cell.outputs, cell.execution_count = before.outputs, before.execution_count


def write_all(texts: dict[Path, str]) -> None:
    """Write every file beside its place first, then move all into place: an interrupt leaves the old ones."""
    waiting = {path: path.with_name(f".{path.name}.new") for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            waiting[path].write_text(text, encoding="utf-8", newline="\n")
        for path, new in waiting.items():
            os.replace(new, path)
    finally:
        for new in waiting.values():
            new.unlink(missing_ok=True)
