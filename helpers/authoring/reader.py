"""From the text of a lesson to its cells, or to everything that is wrong with it."""

import re
from collections.abc import Iterator
from pathlib import Path

import jupytext

from .grammar import mistakes
from .header import MARKER, START, HeaderError, read_header
from .lesson import Cell, Lesson
from .problem import LessonError, Problem

# A comment stays a comment: by default Jupytext takes "# cat" and "# why?" for commented-out IPython commands.
PERCENT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
INNER = re.compile(rf"^\s*(?:#\s*)?{START}", re.MULTILINE)  # a marker in a string or a fence is text


def read(path: Path, root: Path) -> Lesson:
    """Read one lesson text. Raises LessonError with every mistake in it, each with its line."""
    path, root = path.resolve(), root.resolve()
    place, cells, problems = path.relative_to(root), [], []
    for line, marker, body, source in split(path.read_text(encoding="utf-8")):
        try:
            cells.append(Cell(read_header(marker), source, line, body))
        except HeaderError as error:
            problems.append(Problem(f"{place}:{line}", error.reason, error.mend))
    lesson = Lesson(path, root, cells)
    problems = problems or mistakes(lesson)  # a header that was not read makes everything after it look wrong
    if problems:
        raise LessonError(problems)
    return lesson


def split(text: str) -> Iterator[tuple[int, str, int, str]]:
    """Split a lesson: for each of Jupytext's cells the line and text of its header, the line and text of its body."""
    lines = text.split("\n")
    markers = [i for i, line in enumerate(lines) if MARKER.match(line)] or [len(lines)]
    if any(lines[: markers[0]]) and not lines[0].startswith("# ---"):  # a YAML header is Jupytext's own
        yield 1, lines[0], 1, ""
    for node in jupytext.reads("\n".join(lines[markers[0] :]), fmt=PERCENT).cells:
        start = markers.pop(0)
        del markers[: len(INNER.findall(node.source))]
        source = node.source.strip("\n")
        first = source.split("\n")[0]  # blank lines and the quotes that open a text cell may stand before it
        body = next((i for i in range(start + 1, len(lines)) if first in lines[i]), start)
        yield start + 1, lines[start], body + 1, source
