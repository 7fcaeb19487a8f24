"""nbgrader's own commands on our notebooks, as a teacher types them."""

import shutil
import subprocess
import sys

import nbformat
import pytest

LESSON = "01_the_2012_moment"


@pytest.fixture
def course(root, tmp_path):
    """A course folder with the project's configuration and its instructor notebooks."""
    shutil.copy(root / "nbgrader_config.py", tmp_path)
    shutil.copytree(root / "source", tmp_path / "source")
    return tmp_path


def nbgrader(course, *words):
    """Run a command of nbgrader in the course folder; return what it said."""
    path = {"PATH": f"{sys.prefix}/bin:/usr/bin:/bin", "HOME": str(course)}
    done = subprocess.run(["nbgrader", *words], cwd=course, env=path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_generate_assignment_makes_what_is_released(root, course):
    """Is the committed release what nbgrader itself would hand out?"""
    nbgrader(course, "generate_assignment", LESSON)
    made = nbformat.read(course / "release" / LESSON / f"{LESSON}.ipynb", as_version=4)
    released = nbformat.read(root / "release" / LESSON / f"{LESSON}.ipynb", as_version=4)
    assert [cell.source for cell in made.cells] == [cell.source for cell in released.cells]
    assert [cell.metadata.get("nbgrader") for cell in made.cells] == [
        cell.metadata.get("nbgrader") for cell in released.cells
    ]


def test_validate_passes_the_solved_notebook(course):
    """Does `nbgrader validate` find nothing wrong with the instructor's notebook?"""
    assert "Success! Your notebook passes all the tests." in nbgrader(
        course, "validate", f"source/{LESSON}/{LESSON}.ipynb"
    )


def test_validate_names_what_a_blank_notebook_fails(root, course):
    """Does `nbgrader validate` tell the student of an untouched notebook that it fails, and where?"""
    said = nbgrader(course, "validate", str(root / "release" / LESSON / f"{LESSON}.ipynb"))
    assert "VALIDATION FAILED ON 11 CELL(S)" in said
    assert "NotImplementedError" in said
