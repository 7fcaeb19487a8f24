"""Does a student's text find its place again, whatever has become of its cell?"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.grading.rebuild import UnreadableError, read_notebook, rebuild
from tests.grading.conftest import lesson, stub

SKELETON = lesson(
    ("setup", None, "import math"),
    ("", None, "print('look at this')"),
    ("add", None, "def add(a, b):\n    ### BEGIN SOLUTION\n    return a + b\n    ### END SOLUTION"),
    ("check-add", 1, "assert add(1, 2) == 3\n### BEGIN HIDDEN TESTS\nassert add(2, 2) == 4\n### END HIDDEN TESTS"),
    ("mul", None, stub("def mul(a, b):\n    return a * b")),
    ("check-mul", 1, "assert mul(2, 3) == 6"),
).cells
MINE = "def add(a, b):\n    return sum([a, b])"


def cell(source, name="", id="", form="code", **more):
    """A cell of a submission."""
    metadata = {"nbgrader": {"grade_id": name}} if name else {}
    return {"cell_type": form, "source": source, "metadata": metadata, **({"id": id} if id else {}), **more}


def rebuilt(*cells):
    """The texts after rebuilding, by cell id, and what was repaired."""
    cells, repairs = rebuild(SKELETON, read_notebook(json.dumps({"cells": cells}).encode()))
    return {cell.id: cell.source for cell in cells}, repairs


@pytest.mark.parametrize(
    "cells",
    [
        [cell(MINE, "add")],
        [cell(MINE, id="add")],
        [cell(MINE)],
        [cell(MINE, "add", form="markdown")],
        [cell(MINE.replace("sum([a, b])", "b - -a"), "add"), cell(MINE, "add")],
        [cell(MINE, "add"), cell(next(c.stub for c in SKELETON if c.name == "add"), "add")],
        [cell(next(c.stub for c in SKELETON if c.name == "add"), "add"), cell(MINE)],
        [cell(MINE.splitlines(keepends=True), "add", tags=["skip-execution"], outputs="nonsense")],
        [cell("assert mul(2, 3) == 6", "check-mul"), cell("import math", "setup"), cell(MINE, "add")],
    ],
)
def test_the_answer_is_found(cells):
    """Is the student's text in its place, and is nothing else of the kind run?"""
    texts, _ = rebuilt(*cells)
    assert texts["add"] == MINE
    added = [text for id, text in texts.items() if id.startswith("added")]
    assert all("raise NotImplementedError" not in text for text in added)


def test_checks_and_setup_are_the_teachers():
    """Is what nobody may change as it was, whatever a submission says about it?"""
    texts, _ = rebuilt(cell("True", "check-add"), cell("import os", "setup"), cell("True", id="check-mul"))
    assert [texts[c.id] for c in SKELETON if not c.unlocked] == [c.source for c in SKELETON if not c.unlocked]


def test_what_is_missing_is_a_stub_and_is_said():
    """Is a missing answer as if it was left blank, and does the student read so?"""
    texts, repairs = rebuilt(cell(MINE, "add"))
    assert "NotImplementedError" in texts["mul"] or "YOUR CODE" in texts["mul"]
    assert any("mul is missing" in repair for repair in repairs)


def test_added_cells_stay_where_they_were():
    """Does a cell of their own run after the cell that it stood after?"""
    cells, _ = rebuild(SKELETON, read_notebook(json.dumps({"cells": [
        cell("first = 1"), cell(MINE, "add"), cell("after_add = 1"), cell("assert mul(2, 3) == 6", "check-mul"),
        cell("last = 1")]}).encode()))  # fmt: skip
    order = [cell.source if cell.kind == "added" else cell.id for cell in cells]
    assert order[0] == "first = 1"
    assert order.index("after_add = 1") == order.index("add") + 1
    assert order[-1] == "last = 1"


WORDS = ["cells", "source", "metadata", "nbgrader", "grade_id", "id", "cell_type", "worksheets", "x"]
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=15,
)


@settings(max_examples=300, deadline=None)
@given(ODD)
def test_nonsense_is_read_or_refused_with_a_reason(odd):
    """Does whatever JSON can hold end in a notebook or in a reason, and never in another error?"""
    try:
        cells, _ = rebuild(SKELETON, read_notebook(json.dumps({"cells": odd}).encode()))
    except UnreadableError as error:
        assert str(error)  # noqa: PT017 (either outcome is right)
    else:
        assert [c.id for c in cells if c.kind == "check"] == ["check-add", "check-mul"]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.just(b"[" * 100_000) | st.just(b'{"cells": [' * 5000))
def test_bytes_are_refused_with_a_reason(data):
    """Is what is no notebook refused in words?"""
    with pytest.raises(UnreadableError, match=r"\w+"):
        read_notebook(data)
