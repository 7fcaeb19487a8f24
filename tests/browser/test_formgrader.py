"""The teacher's view in a real JupyterLab: does formgrader open, and does it show a graded submission?"""

import pytest

from helpers.grading.course import Course
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
