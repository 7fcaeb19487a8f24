"""Does the student's notebook show a solution or a hidden test, anywhere in the file?"""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from .lesson import Cell, Lesson
from .problem import Problem
from .products import load, places

TELLING = 20  # letters, spaces aside: shorter lines are found in any code
HEADER = re.compile(r"(for|while|if|elif|else|with|def|class|try|except|import|from)\b")
MARKS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def leaks(lesson: Lesson) -> Iterator[Problem]:
    """Each line of a solution or a hidden test that is in release/: in text, code, outputs or metadata."""
    path = places(lesson.root, lesson.name).release
    if not path.is_file():
        return
    place, secrets = str(path.relative_to(lesson.root)), list(secret_lines(lesson))
    for where, texts in notebook_texts(load(path, lesson.root)):
        shown = "\n".join(map(squeezed, texts))
        for mark in MARKS:
            if squeezed(mark) in shown:
                yield Problem(f"{place}{where}", f"it holds {mark}", "run `course build`; never edit release/")
        for line, cell in secrets:
            if squeezed(line) in shown:
                what = "hidden test" if cell.header.kind == "check" else "solution"
                reason = f"it shows the {what} of {cell.header.name!r}, {line.strip()!r} (lesson, line {cell.line})"
                yield Problem(f"{place}{where}", reason, "take it out of what the lesson shows, or write it otherwise")


def notebook_texts(notebook: NotebookNode) -> Iterator[tuple[str, list[str]]]:
    """Every string in a notebook, cell by cell, then those of its metadata."""
    for cell in notebook.cells:
        yield f", cell {cell.get('id')}", list(strings(cell))
    yield ", metadata", list(strings(notebook.metadata))


def strings(node) -> Iterator[str]:
    """Every text in a JSON value, keys too."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from (key, *strings(value))
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


def secret_lines(lesson: Lesson) -> Iterator[tuple[str, Cell]]:
    """The lines that tell something: of every solution, and of hidden tests what no visible part says as well."""
    visible = {squeezed(line) for check in lesson.of("check") for line in visible_lines(check)}
    for cell in [*lesson.of("exercise"), *lesson.of("written")]:
        lines = cell.regions("SOLUTION") if "BEGIN SOLUTION" in cell.source else cell.lines
        yield from ((line, cell) for line in telling(lines))
    for check in lesson.of("check"):
        hidden = [line for line in check.regions("HIDDEN TESTS") if squeezed(line) not in visible]
        yield from ((line, check) for line in telling(hidden))


def visible_lines(check: Cell) -> list[str]:
    """A check's lines that students are given."""
    hidden = check.regions("HIDDEN TESTS")
    return [line for line in check.lines if line not in hidden]


def telling(lines: list[str]) -> list[str]:
    """Long lines that are no mere header or comment; where there is none, the longest line."""
    code = [line for line in lines if squeezed(line) and not line.strip().startswith("#")]
    long = [line for line in code if len(squeezed(line)) >= TELLING and not HEADER.match(line.strip())]
    return long or sorted(code, key=len)[-1:]


def squeezed(text: str) -> str:
    """Text without any space, so that indentation and line breaks hide nothing."""
    return "".join(text.split())
