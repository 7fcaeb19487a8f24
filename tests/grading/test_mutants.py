"""Are mutants what they should be: the reference with one mistake in it, and nothing else touched?"""

import ast
from collections import Counter

import pytest

from helpers.grading.bank import Lesson
from helpers.grading.mutants import mutants

SMALL = '''
def mean_of_first(x, n):
    """Mean of the first n + 0 numbers."""
    first = n + 1
    ### BEGIN SOLUTION
    part = x[:n]
    total = part.sum()
    return total / n
    ### END SOLUTION
'''
EXPECTED = {  # by hand
    "L6-statement-1": "pass",
    "L6-bounds-1": "part = x[1:n]",
    "L6-bounds-2": "part = x[:n - 1]",
    "L7-statement-1": "pass",
    "L7-call-1": "total = part.mean()",
    "L7-call-2": "total = part",
    "L8-sign-1": "return -(total / n)",
    "L8-arithmetic-1": "return total * n",
}
MANY = """
def everything(x, y=-1):
    z = x + y
    ### BEGIN SOLUTION
    z += 1
    for n in range(2, len(x)):
        if not n < 3 <= z and (n == 2 or z is None):
            z = torch.amax(x[n:], -1, keepdim=True) @ x - f"{n + 1}".count("n->m")
    largest = max(z, x)
    return [n ** 2 % 3 // 1 for n in range(y) if n not in x and n != 4]
    ### END SOLUTION

last = everything(1 + 2)
"""
BLANK = """
def f(x):
    y = x + 1
    ### BEGIN SOLUTION
    ### END SOLUTION
    return y
"""
LINES = [  # a line of a solution, and what may become of it
    ("return x @ y", {"return x * y", "return -(x @ y)"}),
    ("return x < y", {"return x <= y", "return x > y", "return not x < y"}),
    ("return x and y", {"return x or y", "return not (x and y)"}),
    ("return not x", {"return x"}),
    ("return -x", {"return x"}),
    ("x -= y", {"x += y", "pass"}),
    ("x[0] = y", {"x[1] = y", "x[-1] = y", "pass"}),
    (
        "return x.max(-1)",
        {f"return {text}" for text in ("-x.max(-1)", "x.min(-1)", "x", "x.max(1)", "x.max(-2)", "x.max(-0)")},
    ),
    (
        "y = torch.f(x, y, deep=True)",
        {f"y = torch.f({a})" for a in ("y, x, deep=True", "x, y", "x, y, deep=False")} | {"pass"},
    ),
    ("y = torch.einsum('ij,j->i', x)", {f"y = torch.einsum({a})" for a in ("'ji,j->i', x", "x, 'ij,j->i'")} | {"pass"}),
    ("y = max(x, y)", {"y = min(x, y)", "y = max(y, x)", "pass"}),
    ("y = sum(x)", {"pass"}),
    ("y = range(x, y)", {"y = range(x)", "y = range(y)", "y = range(y, x)", "pass"}),
    ("y = range(x)", {"y = range(1, x)", "y = range(x - 1)", "pass"}),
    ("y = x[:]", {"y = x[1:]", "y = x[:-1]", "pass"}),
    ("assert x, 'a message'", set()),
]


def cell(line: str) -> str:
    return f"def f(x, y):\n    ### BEGIN SOLUTION\n    {line}\n    ### END SOLUTION"


def references(root) -> list[str]:
    """The sources of every exercise in the course, and one with all kinds of nodes."""
    paths = sorted(root.glob("source/*/*.ipynb"))
    assert paths
    return [MANY, *(exercise.source for path in paths for exercise in Lesson(path).exercises.values())]


def test_mutants_of_a_small_function_are_those_expected_by_hand():
    """Is each mistake made once, under a name that says where and of what kind it is?"""
    assert {mutant.name: mutant.after for mutant in mutants(SMALL)} == EXPECTED
    lines = SMALL.splitlines()
    assert all(lines[mutant.line - 1].strip() == mutant.before for mutant in mutants(SMALL))


@pytest.mark.parametrize(("line", "after"), LINES)
def test_each_operator_makes_its_mistakes(line, after):
    """Does a line become what people may write by mistake, and nothing else?"""
    assert {mutant.after for mutant in mutants(cell(line))} == after


def test_every_mutant_is_python_and_differs(root):
    """Does every mutant compile, and is it neither the reference nor another mutant?"""
    for source in references(root):
        trees = [ast.dump(ast.parse(mutant.source)) for mutant in mutants(source)]
        assert trees
        assert len({*trees, ast.dump(ast.parse(source))}) == len(trees) + 1
        assert all(compile(mutant.source, mutant.name, "exec") for mutant in mutants(source))


def test_a_mutant_has_one_changed_line(root):
    """Is exactly one line of the reference another one, and is it the line that the mutant names?"""
    for source in references(root):
        reference = Counter(ast.unparse(ast.parse(source)).splitlines())
        for mutant in mutants(source):
            lines = Counter(mutant.source.splitlines())
            (before,), (after,) = reference - lines, lines - reference
            assert (before.strip(), after.strip()) == (mutant.before, mutant.after)


def test_only_the_solution_is_changed():
    """Do mutations stay between the markers?"""
    first, last = (MANY[: MANY.index(marker)].count("\n") + 1 for marker in ("### BEGIN", "### END"))
    assert {mutant.line for mutant in mutants(MANY)} == set(range(first + 1, last))
    for mutant in mutants(MANY):
        lines = mutant.source.splitlines()
        assert lines[:2] == ["def everything(x, y=-1):", "    z = x + y"]
        assert lines[-1] == "last = everything(1 + 2)"


def test_names_are_unique_and_stay():
    """Does every mutant have a name of its own, the same one each time?"""
    names = [mutant.name for mutant in mutants(MANY)]
    assert len(set(names)) == len(names)
    assert mutants(MANY) == mutants(MANY)


@pytest.mark.parametrize("source", ["x = 1 + 1", BLANK, cell("pass"), cell("'only words'"), ""])
def test_nothing_to_mutate_gives_none(source):
    """Is there no mutant without markers, without a solution, or where it does nothing?"""
    assert mutants(source) == []
