"""Courses that know nothing of ours: are the marks those of stock nbgrader, cell by cell?"""

import copy

import pytest

from tests.foreign import larger
from tests.foreign.run import both, hand_in, quickstart, solutions


def test_nbgraders_own_example(tmp_path):
    """Right, blank and partly right work on `nbgrader quickstart`'s course, with names that a check deletes."""
    course = quickstart(tmp_path)
    right = solutions(course, "ps1")
    part, wrong = copy.deepcopy(right), copy.deepcopy(right)
    part["problem1"]["squares"] = "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]"
    wrong["problem1"]["sum_of_squares"] = "def sum_of_squares(n):\n    return sum(i * i for i in range(1, n + 1))"
    hand_in(course, "ps1", {"right": right, "blank": {}, "part": part, "wrong": wrong})
    stock, ours, said = both(course, "ps1")
    assert stock == ours, said
    assert stock["right"]["problem1", "correct_squares"] == (1, False)
    assert stock["wrong"]["problem1", "sum_of_squares_uses_squares"] == (0, False)


@pytest.mark.more
def test_a_larger_course(tmp_path):
    """Variables, classes, generators, tables, call-backs, prints, parts of points; right, partly right and broken."""
    course = larger.write(tmp_path / "statistics")
    hand_in(course, "sheet1", larger.works(solutions(course, "sheet1")))
    stock, ours, said = both(course, "sheet1")
    differ = {
        (student, *cell): (stock[student][cell], ours[student][cell])
        for student in stock
        for cell in stock[student]
        if stock[student][cell] != ours[student][cell]
    }
    assert not differ, said
