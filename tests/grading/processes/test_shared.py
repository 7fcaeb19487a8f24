"""What a check shares with other checks, and with what a student reads, stays as it was."""

import pytest

from helpers.grading.grader import Submission
from helpers.grading.points import earned
from tests.grading.conftest import SETUP, lesson, stub

SHARED = """
TABLE, ROWS, ARRAY = torch.arange(12.0).reshape(4, 3), [[1.0, 2.0], [3.0, 5.0]], np.arange(6.0)
STEPS, WORDS = ARRAY[::2], {"a": [1.0]}
"""
WRONG = {  # of each: the solution, a check, and an answer that makes what the check compares with nothing
    "a tensor": ("t - t.mean(0)", "TABLE", "t.fill_(0) * 0"),
    "a tensor's memory": ("t - t.mean(0)", "TABLE", "t.set_(torch.zeros(4, 3)) * 0"),
    "an array": ("t - t.mean(0)", "ARRAY", "t.fill(0) or t * 0"),
    "a view": ("t - t.mean(0)", "STEPS", "t.fill(0) or t * 0"),
    "a list": ("[sum(row) for row in t]", "ROWS", "t.clear() or []"),
    "a dict": ("sorted(t)", "WORDS", "t.clear() or []"),
    "a list in a list": ("[sum(row) for row in t]", "ROWS", "[row.clear() or 0 for row in t]"),
}


def mark(grader, answer, *cells):
    """The marks of an answer to f, by the names of checks."""
    skeleton = lesson(("setup", None, SETUP + SHARED), ("f", None, cells[0]), *cells[1:])
    grader.warm(skeleton)
    result = grader.mark(skeleton, Submission(answers={"f": answer}), {})
    return {cell.name: earned(result["outputs"][cell.id], cell.points) for cell in skeleton.checks}


@pytest.mark.parametrize("what", WRONG)
def test_a_change_of_what_checks_share_does_not_outlive_its_check(grader, what):
    """Does what a check compares with stay, in its second run and in the next check?"""
    solution, shared, wrong = WRONG[what]
    check = f"f({shared})\nt = {shared}\nexpect(f(t)).close_to({solution})"
    solution = stub(f"def f(t):\n    return {solution}")
    cells = solution, ("check-f", 1, check), ("check-f-2", 1, check)
    assert mark(grader, f"def f(t):\n    return {wrong}", *cells) == {"check-f": 0, "check-f-2": 0}


def test_what_the_solution_changes_is_not_put_back(grader):
    """May a check go by what an earlier one had an answer do in place?"""
    solution = stub("def f(t):\n    t += 1")
    cells = solution, ("check-f", 1, "f(TABLE)"), ("check-f-2", 1, "expect(TABLE[0, 0]).equals(1.0)")
    assert mark(grader, "def f(t):\n    t.add_(1)", *cells) == {"check-f": 1, "check-f-2": 1}


def test_random_states_do_not_tell_of_hidden_calls(grader):
    """Does what a student reads come from other random numbers than those after the hidden checks?"""
    check = "torch.manual_seed(1)\n### BEGIN HIDDEN TESTS\nf()\n### END HIDDEN TESTS\nassert f()"
    home = "assert f()"
    skeleton = lesson(("setup", None, SETUP), ("f", None, stub("def f():\n    return 1")), ("check-f", 1, check))
    skeleton.cells[-1] = type(skeleton.cells[-1])(**{**vars(skeleton.cells[-1]), "visible": home})
    answer = Submission(answers={"f": "def f():\n    print(torch.rand(1).item())"})
    said = {str(grader.mark(skeleton, answer, {})["feedback"]["check-f"]) for _ in range(2)}
    assert len(said) == 2
