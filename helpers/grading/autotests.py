"""Checks that nbgrader itself writes: a teacher's line `### AUTOTEST f(2)` becomes an assert when a lesson is released.

What counts is the text in the gradebook. It was made once, with the salt that students were given; made again, hashed
values would be others.
"""

from contextlib import suppress

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import InstantiateTests
from nbgrader.utils import is_grade
from traitlets.config import Config


class AutotestError(ValueError):
    """A notebook asks nbgrader for asserts that are not there; the message says how to get them."""


def write_out(notebook: NotebookNode, book: Gradebook, lesson: str, name: str, config: Config | None = None) -> None:
    """Put the gradebook's text into every check that has such lines, in place.

    lesson, name: what nbgrader calls the assignment and its notebook. Raises AutotestError where it was not released.
    """
    for cell in asking(notebook, config):
        with suppress(MissingEntry):
            cell.source = book.find_source_cell(cell.metadata.nbgrader.grade_id, name, lesson).source
    refuse_unwritten(notebook, lesson, config)


def refuse_unwritten(notebook: NotebookNode, lesson: str, config: Config | None = None) -> None:
    """Raise AutotestError, with what to do, where a check still has such lines."""
    for cell in asking(notebook, config):
        check = cell.metadata.nbgrader.grade_id
        raise AutotestError(
            f"{check} has AUTOTEST lines that nbgrader has not written out: run `nbgrader generate_assignment {lesson}`"
        )


def asking(notebook: NotebookNode, config: Config | None = None) -> list[NotebookNode]:
    """The checks that still have such lines: comments with nbgrader's delimiter in them."""
    word = InstantiateTests(config=config).autotest_delimiter
    checks = [cell for cell in notebook.cells if cell.cell_type == "code" and is_grade(cell)]
    return [
        cell
        for cell in checks
        if any(word in line and line.strip().startswith("#") for line in cell.source.split("\n"))
    ]
