"""A course with one small lesson, which takes a fraction of a second to mark."""

from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from helpers.grading.course import Course
from tests.grading.conftest import lesson

LESSON = "07_adding"
SOLUTION = "def add(a, b):\n    ### BEGIN SOLUTION\n    return a + b\n    ### END SOLUTION"
CHECK = (
    "from helpers.checks import expect, inputs\nexpect(add(1, 2)).equals(3, hint='one and two')\n"
    "### BEGIN HIDDEN TESTS\nx = inputs('add').integer(5, 10**6)\nexpect(add(x, x)).equals(2 * x, hint='larger ones')\n"
    "### END HIDDEN TESTS"
)
RIGHT = "def add(a, b):\n    return a + b"


def make(root: Path, folder: Path) -> Course:
    """The course, its lesson released."""
    course = Course.make(root, folder, [])
    write_source(course, CHECK)
    course.release(LESSON)
    return course


def write_source(course, check):
    """The instructor's notebook."""
    notebook = lesson(("setup", None, "import math"), ("add", None, SOLUTION), ("check-add", 2, check)).notebook
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = course.folder / "source" / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def hand_in(course, student, answer, name=f"{LESSON}.ipynb"):
    """The released notebook with an answer."""
    notebook = nbformat.read(course.folder / "release" / LESSON / f"{LESSON}.ipynb", as_version=4)
    next(cell for cell in notebook.cells if cell.id == "add").source = answer
    path = course.folder / "submitted" / student / LESSON / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def score(course, student):
    """The mark in the gradebook, or None."""
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
        return book.find_grade("check-add", LESSON, LESSON, student).auto_score
