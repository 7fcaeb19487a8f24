"""From a lesson to nbgrader's instructor copy: metadata, ids, and the lines that an author need not write."""

import ast

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from . import colab
from .ids import cell_ids, headings
from .lesson import Cell, Lesson
from .pictures import inline_pictures

METADATA = {
    "colab": colab.METADATA,
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",  # and no version: it would differ from machine to machine
    },
}
GRADED = {  # kind of cell -> what nbgrader is told of it; other kinds it need not know
    "setup": {"grade": False, "solution": False, "locked": True},
    "exercise": {"grade": False, "solution": True, "locked": False},
    "check": {"grade": True, "solution": False, "locked": True},
    "written": {"grade": True, "solution": True, "locked": False},
}
LETTERS = "ABCDEF"


def instructor_copy(lesson: Lesson) -> NotebookNode:
    """The notebook with solutions, hidden tests and nbgrader's metadata (schema 3), without outputs."""
    cells = []
    for cell, cell_id in zip(lesson.cells, cell_ids(lesson), strict=True):
        new_cell = new_markdown_cell if cell.markdown else new_code_cell
        cells.append(new_cell(source_of(lesson, cell, cell_id), id=cell_id, metadata=metadata_of(cell, cell_id)))
    return new_notebook(cells=colab.with_colab(lesson, cells), metadata=METADATA)


def metadata_of(cell: Cell, cell_id: str) -> dict:
    """nbgrader's metadata and the tags of a cell."""
    header, metadata = cell.header, {}
    if graded := GRADED.get(header.kind):
        metadata["nbgrader"] = {"schema_version": 3, "grade_id": cell_id, "task": False, **graded}
        if graded["grade"]:
            metadata["nbgrader"]["points"] = plain(header.points or 0)
    tags = [header.kind] if header.kind in {"setup", "demo", "predict"} else []
    tags += ["nbval-ignore-output"] * header.measured + ["further"] * header.further
    return metadata | ({"tags": tags} if tags else {})


def source_of(lesson: Lesson, cell: Cell, cell_id: str) -> str:
    """The text of a cell, with what the builder adds to its kind."""
    if cell.markdown:
        exercise = cell_id.removeprefix("task-") if cell_id.startswith("task-") else ""
        text = with_effort(cell.source, effort(lesson, exercise)) if exercise in lesson.exercises else cell.source
        return inline_pictures(text, lesson.path.parent)
    if cell.header.kind == "predict":
        return "\n".join(filter(None, [cell.source, *prediction(cell.header.options)]))
    return with_tally(lesson, cell) if cell.header.kind == "check" else cell.source


def effort(lesson: Lesson, exercise: str) -> str:
    """What an exercise asks of the learner: `level 2 · about 8 minutes · 2 points`."""
    header = lesson.exercises[exercise].header
    points = sum(check.header.points or 0 for check in lesson.checks(exercise))
    parts = ["further" if header.further else "", f"level {header.level}" if header.level else ""]
    parts += [f"about {plain(header.minutes)} minutes" if header.minutes else ""]
    parts += [f"{plain(points)} point{'' if points == 1 else 's'}" if points else "no points"]
    return f"*{' · '.join(filter(None, parts))}*"


def with_effort(text: str, line: str) -> str:
    """Put the line below the last heading, which is the exercise's, or on top where there is none."""
    at = max((heading.end() for heading in headings(text)), default=0)
    return f"{text[:at]}\n\n{line}\n\n{text[at:].lstrip()}".strip()


def prediction(options: tuple[str, ...]) -> list[str]:
    """The lines in which a learner says what will happen, and how sure they are."""
    lettered = [f"#   {letter}  {option}" for letter, option in zip(LETTERS, options, strict=False)]
    return [*lettered, 'prediction, sure = "?", 1   # a letter; sure from 1 (a guess) to 3 (certain)']


def with_tally(lesson: Lesson, check: Cell) -> str:
    """A check that ends by saying what the learner has seen of the exercise's points.

    Partial credit must stay the last value of the cell. It is turned into points: nbgrader reads points, not shares.
    """
    checks = lesson.checks(check.header.name)
    of = sum(each.header.points or 0 for each in checks)
    hidden = sum(each.header.points or 0 for each in checks if each.hidden)
    worth = check.header.points or 0
    tally = f"seen(points={plain(0 if check.hidden else worth)}, of={plain(of)}, hidden={plain(hidden)})"
    credit = last_credit(check.source)
    if credit is None:
        return f"{check.source}\n{tally}"
    if check.hidden:
        tally = tally.replace(")", ", share=True)")
    lines, row = check.lines, credit.lineno - 1
    credit.value.keywords = [ast.keyword("points", ast.Constant(plain(worth)))]
    lines[row : credit.end_lineno] = [ast.unparse(credit)]
    return "\n".join([*lines[: before(lines, row)], tally, *lines[before(lines, row) :]])


def last_credit(source: str) -> ast.Expr | None:
    """The statement `credit(…)`, if it is a cell's last."""
    last = ast.parse(source).body[-1:]
    call = last[0].value if last and isinstance(last[0], ast.Expr) else None
    return last[0] if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "credit" else None


def before(lines: list[str], row: int) -> int:
    """The row in front of `row`, and of the hidden tests if it lies in them: the learner's copy must keep the tally."""
    begun = [i for i in range(row) if "HIDDEN TESTS" in lines[i]]
    return begun[-1] if begun and "BEGIN" in lines[begun[-1]] else row


def plain(number: float) -> float | int:
    """2.0 → 2, as an author writes it."""
    return int(number) if number == int(number) else number
