"""The lessons of this course, as they are committed."""

from pathlib import Path

from helpers.authoring.check import problems
from helpers.authoring.lesson import lessons

ROOT = Path(__file__).parents[2]


def test_the_committed_lessons_have_no_problems():
    """Does `course build --check` find nothing: no drift, no leak, no rule broken?"""
    assert lessons(ROOT)
    assert [str(problem) for problem in problems(ROOT)] == []
