"""What a good lesson text keeps to: one function a rule, each yields what breaks it. No notebook is looked at."""

import ast
import re
from collections.abc import Iterator

from .alt import row_without_alt
from .crossing import checks_can_cross
from .lesson import Cell, Lesson
from .minutes import LONGEST, core_minutes, core_path, minutes_of
from .notebook import plain
from .problem import Problem

LONGEST_CELL, LONGEST_SOLUTION = 12, 8  # lines of code
MOST_MEASURED = 0.3  # of the code cells: nbval compares all others word by word
HELP = re.compile(r"<details>\s*<summary>.+?</summary>.+?</details>", re.DOTALL)
BULLET = re.compile(r"^[-*] (.+(?:\n(?![-*] |\n).+)*)", re.MULTILINE)
SHOW = re.compile(r"^[^#]*\b(?:plt|pyplot)\.show\(")


def broken_rules(lesson: Lesson) -> list[Problem]:
    """What a lesson breaks of the rules below."""
    return [problem for rule in RULES for problem in rule(lesson)]


def exercises_are_complete(lesson: Lesson) -> Iterator[Problem]:
    """Has each exercise a check, three folded helps in the text before it, and its minutes?"""
    for name, cell in lesson.exercises.items():
        if not lesson.checks(name):
            yield lesson.problem(cell, f"exercise {name!r} has no check", f'add # %% check="{name}" points=1')
        above = lesson.cells[lesson.cells.index(cell) - 1]
        helps = len(HELP.findall(above.source)) if above.markdown else 0
        if helps < 3:
            mend = "fold a question, the shapes and pseudo-code into <details><summary>…</summary> … </details>"
            reason = f"exercise {name!r} has {helps} of three helps in the text cell right before it"
            yield lesson.problem(cell, reason, mend)
        if cell.header.minutes is None and not cell.header.further:
            yield lesson.problem(cell, f"exercise {name!r} does not say how long it takes", "write minutes=8")


def objectives_lead_to_exercises(lesson: Lesson) -> Iterator[Problem]:
    """Does every objective name an exercise of the lesson?"""
    for cell in lesson.of("objectives"):
        bullets = list(BULLET.finditer(cell.source))
        if not bullets:
            yield lesson.problem(cell, "objectives without a bullet", "write - what one can do → `exercise`")
        for bullet in bullets:
            row = cell.source[: bullet.start()].count("\n")
            names = re.findall("`([^`]+)`", bullet[1].rpartition("→")[2])
            if "→" not in bullet[1] or not names:
                yield lesson.problem(cell, "an objective without an exercise", "end it with → `exercise`", row)
                continue
            for name in (name for name in names if name not in lesson.exercises):
                mend = f"the exercises are: {', '.join(lesson.exercises) or 'none'}"
                yield lesson.problem(cell, f"an objective leads to {name!r}, which is no exercise", mend, row)


def core_path_is_short(lesson: Lesson) -> Iterator[Problem]:
    """Is the core path no longer than LONGEST minutes?"""
    minutes = core_minutes(lesson)
    if minutes > LONGEST:
        longest = sorted(core_path(lesson), key=minutes_of, reverse=True)[:3]
        lines = ", ".join(f"{plain(round(minutes_of(cell), 1))} on line {cell.line}" for cell in longest)
        mend = f"shorten it, or move a part below a heading Further; the longest cells: {lines}"
        yield lesson.problem(None, f"the core path takes {minutes:.1f} minutes, more than {LONGEST}", mend)


def cells_are_short(lesson: Lesson) -> Iterator[Problem]:
    """Has no code cell more than LONGEST_CELL lines, no solution more than LONGEST_SOLUTION?"""
    for cell in lesson.cells:
        if cell.markdown:
            continue
        if (lines := len(code_lines(cell))) > LONGEST_CELL:
            yield lesson.problem(
                cell, f"{lines} lines of code, more than {LONGEST_CELL}", "make it two cells, or a helper"
            )
        solution = [line for line in cell.regions("SOLUTION") if line.strip() and not line.strip().startswith("#")]
        if len(solution) > LONGEST_SOLUTION:
            reason = f"a solution of {len(solution)} lines, more than {LONGEST_SOLUTION}"
            yield lesson.problem(cell, reason, "ask for less, or give the learner a line that is not the idea")


def code_lines(cell: Cell) -> list[str]:
    """The lines of a cell that are neither blank nor comment nor docstring."""
    docstrings = set()
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docstrings |= set(range(node.lineno, node.end_lineno + 1))
    lines = [line for number, line in enumerate(cell.lines, 1) if number not in docstrings]
    return [line for line in lines if line.strip() and not line.strip().startswith("#")]


def few_cells_are_measured(lesson: Lesson) -> Iterator[Problem]:
    """Are at most MOST_MEASURED of the code cells excused from giving the same again?"""
    code = [cell for cell in lesson.cells if not cell.markdown]
    measured = [cell for cell in code if cell.header.measured]
    if len(measured) > MOST_MEASURED * len(code):
        reason = f"{len(measured)} of {len(code)} code cells are measured, more than {MOST_MEASURED:.0%}"
        yield lesson.problem(measured[-1], reason, "seed what can be seeded, and print timings in fewer cells")


def pictures_have_words(lesson: Lesson) -> Iterator[Problem]:
    """Has every picture a text for those who do not see it?"""
    for cell in lesson.cells:
        if cell.markdown:
            for row in row_without_alt(cell.source):
                yield lesson.problem(cell, "a picture without alt text", "say what it shows: ![a cat](cat.svg)", row)
            continue
        for row, line in enumerate(cell.lines):
            if SHOW.match(line):
                mend = "end the cell with a chart that takes alt="
                yield lesson.problem(cell, "plt.show() draws a picture without alt text", mend, row)


RULES = [
    exercises_are_complete,
    objectives_lead_to_exercises,
    core_path_is_short,
    cells_are_short,
    few_cells_are_measured,
    pictures_have_words,
    checks_can_cross,
]
