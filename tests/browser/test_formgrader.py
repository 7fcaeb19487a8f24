"""The teacher in a real JupyterLab: formgrader shows what was marked, marks by its button, keeps what is typed."""

import sqlite3

import nbformat
import pytest

from helpers.grading.course import Course
from helpers.grading.record import Record
from helpers.grading.sample_class import hand_in, read_class

LESSON = "01_the_2012_moment"


@pytest.fixture(scope="module")
def course(root, tmp_path_factory):
    """A course folder in which one student has handed in and was graded."""
    course = Course.make(root, tmp_path_factory.mktemp("course"), [LESSON])
    student = read_class(root, LESSON)[0]
    hand_in(course.release(LESSON), student, course.folder / "submitted")
    course.autograde(LESSON, student.name)
    return course


@pytest.mark.timeout(300)
def test_formgrader_shows_the_graded_submission(course, browser, jupyterlab):
    """Do JupyterLab's menu and formgrader lead a teacher to the lesson and its one submission?"""
    with jupyterlab(course.folder) as (address, token):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/lab?token={token}")
        page.get_by_role("menuitem", name="Nbgrader").click(timeout=120_000)
        page.get_by_role("menuitem", name="Formgrader").click()
        formgrader = page.frame_locator("iframe")
        row = formgrader.locator("tr", has_text=LESSON)
        row.wait_for(timeout=60_000)
        assert row.locator(".num-submissions").inner_text().strip() == "1"
        page.close()


def autograde(page, address):
    """Press the student's Autograde button and wait for nbgrader's word."""
    page.goto(f"{address}/formgrader/manage_submissions/{LESSON}")
    page.locator(".autograde a").click(timeout=60_000)
    page.locator("#success-modal").wait_for(timeout=120_000)


def book(course, query):
    """A row of the gradebook."""
    with sqlite3.connect(course.folder / "gradebook.db") as file:
        return file.execute(query).fetchone()


@pytest.mark.timeout(400)
def test_the_autograde_button_marks_in_our_processes_and_keeps_what_a_teacher_typed(course, browser, jupyterlab):
    """Does the button go through the confined grader, and do a score and a comment typed here survive the next one?"""
    before = len(list(Record(course.folder).entries(LESSON)))
    path = next((course.folder / "submitted").glob("*/*/*.ipynb"))
    notebook = nbformat.read(path, as_version=4)
    written = next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "which-ingredient")
    written.source = "All three. <script>document.title = 'mine'</script><img src=x onerror=\"document.title='mine'\">"
    nbformat.write(notebook, path)
    with jupyterlab(course.folder) as (address, token):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/tree?token={token}")  # logs in
        autograde(page, address)
        assert len(list(Record(course.folder).entries(LESSON))) == before + 1
        (submission,) = book(course, "select id from submitted_notebook")
        page.goto(f"{address}/formgrader/submissions/{submission}/")
        page.locator("#check-conv2d-comment, #check-conv2d").first.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")  # before it has fetched marks and comments, it saves none
        page.fill("input#check-conv2d", "0.5")
        page.fill("textarea#which-ingredient-comment", "well argued")
        page.locator("input#check-conv2d-2").focus()
        for _ in range(60):  # it is saved when the next field is entered, in a moment or, on a busy machine, two
            page.wait_for_timeout(500)
            if book(course, "select count(*) from comment where manual_comment = 'well argued'") == (1,):
                break
        page.wait_for_timeout(1500)
        assert page.title() != "mine"
        assert "All three." in page.content()
        assert book(course, "select count(*) from comment where manual_comment = 'well argued'") == (1,)
        assert book(course, "select count(*) from grade where manual_score = 0.5") == (1,)
        autograde(page, address)
        page.close()
    assert book(course, "select manual_score, auto_score from grade where manual_score is not null") == (0.5, 1.0)
    assert book(course, "select count(*) from comment where manual_comment = 'well argued'") == (1,)
