"""What the built notebooks on disk must and must not hold; nothing is run."""

from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from .alt import output_without_alt
from .lesson import Lesson
from .problem import Problem
from .products import load, places

MOST_BYTES = 1_000_000
WIDGETS = "application/vnd.jupyter.widget-state+json"
BUILD = "run `course build`"


def faults(lesson: Lesson) -> Iterator[Problem]:
    """Everything wrong with the three notebooks of a lesson, apart from drift."""
    where = places(lesson.root, lesson.name)
    for path in (where.executed, where.source, where.release):
        if path.is_file():
            notebook, place = load(path, lesson.root), str(path.relative_to(lesson.root))
            yield from widget_state(notebook, place)
            yield from executed(notebook, place, path) if path == where.executed else outputs(notebook, place)


def widget_state(notebook: NotebookNode, place: str) -> Iterator[Problem]:
    """A problem for each place where a notebook keeps the state of widgets."""
    if "widgets" in notebook.metadata:
        yield Problem(place, "saved widget state in its metadata", f"{BUILD}: it keeps none")
    for cell, output in every_output(notebook):
        if WIDGETS in output.get("data", {}):
            yield Problem(f"{place}, cell {cell.id}", "saved widget state in an output", f"{BUILD}: it keeps none")


def outputs(notebook: NotebookNode, place: str) -> Iterator[Problem]:
    """source/ and release/ are handed out as if nobody had run them."""
    for cell in notebook.cells:
        if cell.get("outputs") or cell.get("execution_count"):
            yield Problem(f"{place}, cell {cell.id}", "it has been run", f"{BUILD}: it writes it without outputs")


def executed(notebook: NotebookNode, place: str, path: Path) -> Iterator[Problem]:
    """The readers' notebook has run through, is small, and speaks to those who cannot see it."""
    if path.stat().st_size > MOST_BYTES:
        size = f"{path.stat().st_size / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:.0f}"
        yield Problem(place, size, f"draw smaller pictures, round what goes into figures; {largest(notebook)}")
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    if waiting := [cell.id for cell in code if cell.execution_count is None]:
        yield Problem(place, f"{len(waiting)} of {len(code)} code cells were never run, first {waiting[0]}", BUILD)
    for cell, output in every_output(notebook):
        if output.output_type == "error":
            reason = f"it ended in {output.ename}: {output.evalue}"
            yield Problem(f"{place}, cell {cell.id}", reason, f"mend the lesson and {BUILD}")
        elif output_without_alt(output):
            mend = "give it words: theme.sheet(…, alt=…), charts.…(…, alt=…)"
            yield Problem(f"{place}, cell {cell.id}", "a picture without alt text", mend)


def every_output(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, NotebookNode]]:
    """Each output of each code cell, with its cell."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield cell, output


def largest(notebook: NotebookNode) -> str:
    """Names the cell with the largest outputs."""
    sizes = {cell.id: len(str(cell.get("outputs", ""))) for cell in notebook.cells}
    cell_id = max(sizes, key=sizes.__getitem__)
    return f"the largest outputs, {sizes[cell_id] / 1e6:.1f} MB, are in cell {cell_id}"
