"""What does a student see, and what does nbgrader read, when a check runs in a real kernel?"""

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

SETUP = "from helpers.checks import *\nimport math, torch\ndef stub(x):\n    raise NotImplementedError()"
CELLS = {  # a check's text -> the points of 2 that nbgrader must give
    "expect(1).equals(1)": 2,
    "expect(0.0).close_to(0)": 2,  # a displayed 0 would be no points
    "expect(math.inf).equals(math.inf)": 2,
    "expect.calling(int, 'a').raises(ValueError)": 2,
    "expect(1).equals(1)\nseen(1, of=2, hidden=1)": 2,
    "seen(0, of=2, hidden=1)\ncredit(3 / 4, points=2)": 1.5,
    "credit(1, points=2)": 2,
    "credit(0, points=2)": 0,
    "credit(1 / 3, points=2)": 0.6666,
    "credit(math.nan, points=2)": 0,  # displayed, nan would be full marks
    "credit(-1, points=2)": 0,
    "credit('full', points=2)": 0,
    "expect(torch.ones(2, 3)).rows_sum_to(1, hint='which axis did you sum over?')": 0,
    "expect(stub(1)).equals(1)": 0,
    "expect.calling(stub, 1).raises(ValueError)": 0,
    "expect(1 / 0).finite()": 0,
}


@pytest.fixture(scope="module")
def cells():
    """The cells by their text, run in one kernel as nbgrader runs them: past errors."""
    about = {"grade": True, "solution": False, "locked": True, "points": 2}
    checks = [new_code_cell(text, metadata={"nbgrader": about}) for text in CELLS]
    notebook = new_notebook(cells=[new_code_cell(SETUP), *checks])
    NotebookClient(notebook, allow_errors=True, timeout=120, kernel_name="python3").execute()
    nbformat.validate(notebook)
    return dict(zip(CELLS, notebook.cells[1:], strict=True))


@pytest.mark.parametrize("text", CELLS)
def test_nbgrader_reads_the_points_that_are_meant(cells, text):
    """Does nbgrader's own rule give none, part or all of the points?"""
    points, out_of = determine_grade(cells[text])
    assert (points, out_of) == (pytest.approx(CELLS[text]), 2)


def test_a_passed_check_shows_nothing_but_what_was_seen(cells):
    """Is there no output at all after `expect`, one line after `seen`, and a number after `credit`?"""
    assert all(
        not cell.outputs
        for text, cell in cells.items()
        if text.startswith("expect(1).equals(1)") and "seen" not in text
    )
    assert not cells["expect.calling(int, 'a').raises(ValueError)"].outputs
    (said,) = cells["expect(1).equals(1)\nseen(1, of=2, hidden=1)"].outputs
    assert (said.name, said.text) == ("stdout", "1 of 2 points seen; 1 is decided by hidden checks.\n")
    assert cells["credit(1, points=2)"].outputs[0].data == {"text/plain": "2.0"}


def test_a_failed_check_shows_two_lines_and_no_traceback_of_ours(cells):
    """Does the student read the property, the numbers and the hint, and nothing else?"""
    text = "expect(torch.ones(2, 3)).rows_sum_to(1, hint='which axis did you sum over?')"
    (error,) = cells[text].outputs
    assert error.ename == "CheckFailed"
    assert error.traceback == ["each row should sum to 1: row 0 sums to 3, not 1", "which axis did you sum over?"]


def test_an_error_of_the_students_shows_with_its_own_traceback(cells):
    """Does the traceback of the student's error end in the student's line?"""
    (error,) = cells["expect(stub(1)).equals(1)"].outputs
    assert error.ename == "NotImplementedError"
    assert "stub" in "".join(error.traceback)
    assert "helpers" not in "".join(error.traceback)
