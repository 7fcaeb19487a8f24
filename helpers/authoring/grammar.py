"""What a lesson text must hold to be built: one function a rule, each yields the mistakes it finds."""

import ast
from collections.abc import Iterator

from .colab import ADDED
from .ids import LONGEST, cell_ids
from .lesson import REGION, Cell, Lesson
from .pictures import missing_pictures
from .problem import Problem

PLACE = {"SOLUTION": ("exercise", "written"), "HIDDEN TESTS": ("check",)}


def mistakes(lesson: Lesson) -> list[Problem]:
    """Everything that keeps a lesson from being built, in the order of its rules."""
    return [problem for rule in RULES for problem in rule(lesson)]


def setup_is_first(lesson: Lesson) -> Iterator[Problem]:
    """Does the code begin with the one setup cell?"""
    setups = lesson.of("setup")
    code = [cell for cell in lesson.cells if not cell.markdown]
    if not setups:
        yield lesson.problem(
            code[0] if code else None, "there is no setup cell", "put # %% setup before all other code"
        )
    elif code[0] is not setups[0]:
        yield lesson.problem(setups[0], "setup is not the first code cell", f"move it above line {code[0].line}")
    for second in setups[1:]:
        yield lesson.problem(second, "a second setup cell", f"merge it into the one on line {setups[0].line}")


def names_are_unique(lesson: Lesson) -> Iterator[Problem]:
    """Has every cell a name of its own, not too long and not one that the builder gives?"""
    first: dict[str, Cell] = {}
    for cell, name in zip(lesson.cells, cell_ids(lesson), strict=True):
        if len(name) > LONGEST:
            yield lesson.problem(cell, f"{name!r} is longer than {LONGEST} letters", "choose a shorter name")
        if name in ADDED:
            yield lesson.problem(cell, f"{name!r} is a cell that the builder adds", "choose another name")
        if name in first:
            yield lesson.problem(
                cell, f"{name!r} is used twice, first on line {first[name].line}", "choose another name"
            )
        first.setdefault(name, cell)


def checks_follow_their_exercise(lesson: Lesson) -> Iterator[Problem]:
    """Does each check name an exercise above it?"""
    for check in lesson.of("check"):
        exercise = lesson.exercises.get(check.header.name)
        if exercise is None:
            there = ", ".join(lesson.exercises) or "none yet"
            yield lesson.problem(check, f"no exercise is called {check.header.name!r}", f"the exercises are: {there}")
        elif check.line < exercise.line:
            mend = f"move it below the exercise on line {exercise.line}"
            yield lesson.problem(check, f"the check of {check.header.name!r} comes before it", mend)


def checks_have_points(lesson: Lesson) -> Iterator[Problem]:
    """Does each check of the core path say what it is worth?"""
    for check in lesson.of("check"):
        if check.header.points is None and not lesson.further(check):
            yield lesson.problem(
                check, f"the check of {check.header.name!r} has no points", "write points=1, or points=0"
            )


def predictions_have_options(lesson: Lesson) -> Iterator[Problem]:
    """Has each prediction something to choose from?"""
    for cell in lesson.of("predict"):
        if not cell.header.options:
            yield lesson.problem(cell, "a prediction without options", 'write options="50 %|75 %|98 %"')


def regions_are_closed(lesson: Lesson) -> Iterator[Problem]:
    """Has each BEGIN its END in the same cell, and none inside another?"""
    for cell in lesson.cells:
        began: tuple[str, int] | None = None
        for row, edge, what in region_marks(cell):
            if edge == "BEGIN" and began:
                yield lesson.problem(cell, f"BEGIN {what} inside another region", "END the first one before", row)
            elif edge == "END" and (began is None or began[0] != what):
                yield lesson.problem(cell, f"END {what} without its BEGIN", f"put ### BEGIN {what} above it", row)
            began = (what, row) if edge == "BEGIN" else None
        if began:
            what, row = began
            yield lesson.problem(cell, f"BEGIN {what} without its END", f"put ### END {what} in the same cell", row)


def regions_are_in_place(lesson: Lesson) -> Iterator[Problem]:
    """Are solutions in exercises, and hidden tests in checks?"""
    for cell in lesson.cells:
        for row, edge, what in region_marks(cell):
            if cell.header.kind not in PLACE[what]:
                mend = f"it belongs in a cell of kind {' or '.join(PLACE[what])}"
                yield lesson.problem(cell, f"{edge} {what} in a cell of kind {cell.header.kind}", mend, row)


def region_marks(cell: Cell) -> Iterator[tuple[int, str, str]]:
    """The row of each mark of a region, with "BEGIN" or "END" and what it is a region of."""
    for row, line in enumerate(cell.lines):
        if mark := REGION.search(line):
            yield row, mark[1], mark[2]


def exercises_have_a_solution(lesson: Lesson) -> Iterator[Problem]:
    """Has each exercise a solution to take out?"""
    for cell in lesson.of("exercise"):
        if "BEGIN SOLUTION" not in cell.source:
            mend = "put it between ### BEGIN SOLUTION and ### END SOLUTION"
            yield lesson.problem(cell, f"exercise {cell.header.name!r} has no solution", mend)


def code_is_python(lesson: Lesson) -> Iterator[Problem]:
    """Can every code cell be parsed?"""
    for cell in lesson.cells:
        try:
            ast.parse("" if cell.markdown else cell.source)
        except SyntaxError as error:
            yield lesson.problem(cell, f"not Python: {error.msg}", "mend the line", (error.lineno or 1) - 1)


def credit_is_last(lesson: Lesson) -> Iterator[Problem]:
    """Is credit(…) the value that its check ends in?"""
    for cell in lesson.of("check"):
        if not (tree := parsed(cell)):
            continue
        last = tree.body[-1].value if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "credit" and node is not last:
                mend = "only the last value of a cell is read as credit: make it the last line"
                yield lesson.problem(cell, "credit(…) is not the last line", mend, node.lineno - 1)


def setup_imports_what_checks_need(lesson: Lesson) -> Iterator[Problem]:
    """Does setup import `seen`, which the builder puts at the end of each check?"""
    for setup in lesson.of("setup")[:1] if lesson.of("check") else []:
        if tree := parsed(setup):
            imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
            if "seen" not in {name.name for node in imports if node.module == "helpers.checks" for name in node.names}:
                mend = "add it to `from helpers.checks import …, seen`"
                yield lesson.problem(setup, "setup does not import seen, with which each check ends", mend)


def parsed(cell: Cell) -> ast.Module | None:
    """The syntax tree of a cell; None where it is not Python, which is a mistake of its own."""
    try:
        return ast.parse(cell.source)
    except SyntaxError:
        return None


def pictures_exist(lesson: Lesson) -> Iterator[Problem]:
    """Is every linked picture there?"""
    for cell in lesson.cells:
        if cell.markdown:
            for row, link in missing_pictures(cell.source, lesson.path.parent):
                yield lesson.problem(
                    cell, f"there is no picture {link}", "mend the path, or run `course diagrams`", row
                )


RULES = [
    setup_is_first,
    names_are_unique,
    checks_follow_their_exercise,
    checks_have_points,
    predictions_have_options,
    regions_are_closed,
    regions_are_in_place,
    exercises_have_a_solution,
    code_is_python,
    credit_is_last,
    setup_imports_what_checks_need,
    pictures_exist,
]
