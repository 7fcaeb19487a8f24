"""Courses that know nothing of ours: are the marks those of stock nbgrader, cell by cell?"""

import copy
import shutil
from pathlib import Path

import nbformat
import nbgrader
import pytest
from nbgrader.api import Gradebook

from helpers.grading.autotests import AutotestError
from helpers.grading.skeleton import Skeleton
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


AUTOTESTS = ("autotest-simple", "autotest-hashed", "autotest-hidden", "autotest-multi")
CHANGED = {  # another right answer, also with a function that never raises; another value, another type
    "right": {},
    "otherwise": {"soln": 'a, b, c = 2 + 3, "".join("hello"), [1, 2] + ["test"]'},
    "calm": {"soln": 'a, b, c = 5, "hello", [1, 2, "test"]'},
    "value": {"soln": 'a, b, c = 6, "hello", [1, 2, "test"]'},
    "kind": {"soln": 'a, b, c = 5.0, "hello", (1, 2, "test")'},
    "blank": {"soln": "raise NotImplementedError"},
}
MORE = '\nd, e, f = {"a": "f", 3: [1.2, 3]}, (5, -3.3, "d"), False\ndef fun(x):\n'
ALARMED, CALM = "    if x < 0: raise ValueError(x)\n    return x", "    return x"


def autotested(course, *names):
    """A course of nbgrader's own notebooks for AUTOTEST lines; its source."""
    files, place = Path(nbgrader.__file__).parent / "tests" / "apps" / "files", course / "source" / "ps1"
    place.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text('c = get_config()\nc.CourseDirectory.course_id = "auto"\n')
    shutil.copy(files / "autotests.yml", place)
    for name in names:
        shutil.copy(files / f"{name}.ipynb", place)
    return place


def test_what_counts_is_what_nbgrader_wrote(tmp_path):
    """Is a check without its asserts refused, with what to do, and are they the released ones, salt and all?"""
    path = autotested(tmp_path / "auto", "autotest-hashed") / "autotest-hashed.ipynb"
    with pytest.raises(AutotestError, match="generate_assignment ps1"):
        Skeleton.read(path)
    hand_in(tmp_path / "auto", "ps1", {})
    with Gradebook(f"sqlite:///{tmp_path}/auto/gradebook.db") as book:
        with pytest.raises(AutotestError, match="test_hashed has AUTOTEST lines"):
            Skeleton.released(path, book, "ps2")
        (check,) = Skeleton.released(path, book, "ps1").checks
    released = nbformat.read(tmp_path / "auto" / "release" / "ps1" / path.name, as_version=4)
    assert check.source == released.cells[-1].source
    assert check.source.count("sha1(") > 10


@pytest.mark.more
def test_asserts_that_nbgrader_wrote(tmp_path):
    """nbgrader's own notebooks for AUTOTEST lines, plain, hashed and hidden: right work, other work, none."""
    course = tmp_path / "auto"
    autotested(course, *AUTOTESTS)
    right = solutions(course, "ps1")
    work = {}
    for student, answer in CHANGED.items():
        work[student] = {name: {**right[name], **answer} for name in AUTOTESTS}
        if answer:
            work[student]["autotest-multi"] = {"soln": answer["soln"] + MORE + (CALM if student == "calm" else ALARMED)}
    hand_in(course, "ps1", work)
    stock, ours, said = both(course, "ps1")
    assert stock == ours, said
    earned = {student: sum(score for score, _ in found.values()) for student, found in ours.items()}
    assert earned == {"right": 7, "otherwise": 7, "calm": 6, "value": 1, "kind": 1, "blank": 0}
