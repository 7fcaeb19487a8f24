"""The gradebook that is asked by ids: does it find what nbgrader's own finds, and does a late submission still pay?"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import event
from sqlalchemy.engine import Engine

from helpers.grading.batch import grade
from helpers.grading.book import Book
from helpers.grading.course import Course
from tests.grading.small import LESSON, RIGHT, hand_in, make

GROWING = {"student", "submitted_assignment", "submitted_notebook", "grade", "comment"}  # tables of the gradebook


@pytest.fixture
def course(root, tmp_path):
    """A course with one small lesson."""
    return make(root, tmp_path / "course")


def test_it_finds_what_nbgraders_finds(course):
    """Are submission, notebook, grade and comment the same rows, and is what is not there missing in both?"""
    for student in ("ann", "bob"):
        hand_in(course, student, RIGHT)
    grade(course, LESSON)
    address = f"sqlite:///{course.folder}/gradebook.db"
    questions = (
        ("find_submission", (LESSON, "bob")),
        ("find_submission_notebook", (LESSON, LESSON, "bob")),
        ("find_grade", ("check-add", LESSON, LESSON, "bob")),
        ("find_comment", ("add", LESSON, LESSON, "bob")),
    )
    with Book(address) as ours, Gradebook(address) as theirs:
        for name, of in questions:
            assert getattr(ours, name)(*of).id == getattr(theirs, name)(*of).id, name
            for place in range(len(of)):
                wrong = [*of[:place], "nobody", *of[place + 1 :]]
                for book in (ours, theirs):
                    with pytest.raises(MissingEntry):
                        getattr(book, name)(*wrong)


def test_a_failed_transaction_leaves_nothing(course):
    """Is what was written before an error gone, and can the same be written afterwards?"""
    with Book(f"sqlite:///{course.folder}/gradebook.db") as book:
        with pytest.raises(ZeroDivisionError):
            keep(book, lambda: 1 / 0)
        with pytest.raises(MissingEntry):
            book.find_student("ann")
        keep(book, lambda: 1.5)
        assert book.find_submission(LESSON, "ann").score == 1.5


def keep(book, points):
    """Write a mark, all in one transaction."""
    with book.transaction():
        book.update_or_create_student("ann")
        book.update_or_create_submission(LESSON, "ann")
        book.find_grade("check-add", LESSON, LESSON, "ann").auto_score = points()


def test_late_work_pays_what_it_has_just_earned(course):
    """Where late work gets nothing, is the penalty the marks of this run, and those of the next once it changed?"""
    path = course.folder / "nbgrader_config.py"
    path.write_text(path.read_text() + '\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    late = Course(course.folder)
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
        book.update_or_create_assignment(LESSON, duedate=datetime(2026, 1, 1, tzinfo=UTC))
    for answer, points, hour in ((RIGHT, 2, 10), ("def add(a, b):\n    return 3", 0, 11), (RIGHT, 2, 12)):
        file = hand_in(late, "ann", answer)
        (file.parent / "timestamp.txt").write_text(f"2026-02-01 {hour}:00:00 UTC")
        assert grade(late, LESSON).complete
        with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as book:
            found = book.find_submission_notebook(LESSON, LESSON, "ann")
            assert found.late_submission_penalty == found.score == points, answer


def test_no_question_looks_at_the_whole_class(course):
    """Does SQLite find by an index whatever there is more of with each submission?"""
    for student in ("ann", "bob"):
        hand_in(course, student, RIGHT)
    asked = {}

    def note(_connection, _cursor, statement, parameters, *_):
        asked[statement] = parameters[0] if isinstance(parameters, list) else parameters

    event.listen(Engine, "after_cursor_execute", note)
    try:
        grade(course, LESSON)
    finally:
        event.remove(Engine, "after_cursor_execute", note)
    questions = [statement for statement in asked if not statement.startswith("PRAGMA")]
    assert len(questions) > 10
    with closing(sqlite3.connect(course.folder / "gradebook.db")) as database:
        for question in questions:
            plan = [step for *_, step in database.execute(f"EXPLAIN QUERY PLAN {question}", asked[question])]
            assert not [step for step in plan if step.startswith("SCAN") and step.split()[1] in GROWING], question
