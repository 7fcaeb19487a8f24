"""A class of 12 hands in: do the marks, the feedback and the table come out as they should?"""

import csv
import sqlite3

import pytest
from rich.console import Console

from helpers.grading.course import Course
from helpers.grading.demo import LESSON, demo
from helpers.grading.sample_class import hand_in, read_class


@pytest.fixture(scope="module")
def graded(root, tmp_path_factory):
    """The demo's course folder after grading, its exit code, and what it printed."""
    folder = tmp_path_factory.mktemp("course") / "demo"
    console = Console(record=True, width=200)
    return folder, demo(root, console.print, folder), console.export_text()


@pytest.mark.timeout(900)
def test_every_student_gets_the_points_written_down(graded):
    """Does nbgrader give each of the 12 what tests/classes expects, check by check?"""
    _, code, said = graded
    assert code == 0, said
    assert "12 as expected" in said


def test_grades_csv_holds_every_student(root, graded):
    """Are the sums of the table in grades.csv, out of ten?"""
    folder, _, _ = graded
    with (folder / "grades.csv").open() as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    for student in read_class(root, LESSON):
        assert float(rows[student.name]["score"]) == pytest.approx(sum(student.points), abs=1e-3)
        assert float(rows[student.name]["max_score"]) == 10


def test_feedback_says_what_was_wrong(graded):
    """Does the page that comes back hold the hint for the mistake that was made?"""
    folder, _, _ = graded
    page = (folder / "feedback" / "s07-flipped" / LESSON / f"{LESSON}.html").read_text()
    assert "nothing is flipped" in page


def test_feedback_does_not_show_hidden_tests(graded):
    """Is what the students get back free of the source of hidden tests?"""
    folder, _, _ = graded
    for page in folder.glob("feedback/*/*/*.html"):
        text = page.read_text()
        assert "hidden checks ran here" in text
        assert "HIDDEN TESTS" not in text


def test_gradebook_is_nbgraders_own(graded):
    """Can any SQLite client read the marks where nbgrader keeps them?"""
    folder, _, _ = graded
    with sqlite3.connect(folder / "gradebook.db") as book:
        assert book.execute("select count(*) from submitted_assignment").fetchone() == (12,)


def test_a_second_grading_gives_the_same_marks(root, graded):
    """Is a mark the same when the same notebook is graded again?"""
    folder, _, _ = graded
    course, student = Course.make(root, folder, [LESSON]), read_class(root, LESSON)[7]
    hand_in(folder / "release" / LESSON / f"{LESSON}.ipynb", student, folder / "submitted")
    course.autograde(LESSON, student.name)
    assert course.points(LESSON, student.name) == student.points
