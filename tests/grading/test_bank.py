"""The banks of answers in the repository: are the checks of every lesson fair?"""

import pytest

from helpers.grading.fairness import fairness


@pytest.mark.timeout(600)
def test_every_answer_is_marked_as_it_deserves(root):
    """Does each right answer keep all marks, and each wrong one lose some and read its hint, over 20 seeds?"""
    result = fairness(root, seeds=20, progress=lambda *_: None)
    assert result.holds, result.table()


def test_banks_are_large_enough(root):
    """Has each exercise at least eight wrong answers and four right ones?"""
    for exercise in root.glob("tests/answers/*/*"):
        assert len(list((exercise / "wrong").glob("*.py"))) >= 8, exercise
        assert len(list((exercise / "right").glob("*.py"))) >= 4, exercise
