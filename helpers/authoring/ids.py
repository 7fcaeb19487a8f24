"""A stable, readable id for each cell, from its role; grade_ids are the same words."""

import re
import unicodedata
from collections import Counter

from .lesson import Cell, Lesson

HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
FOLDED = re.compile(r"^```.*?^```|<details>.*?</details>", re.MULTILINE | re.DOTALL)  # a # in there is no heading
LONGEST = 64  # nbformat's limit


def cell_ids(lesson: Lesson) -> list[str]:
    """One id for each cell: `setup`, `conv2d`, `task-conv2d`, `check-conv2d-2`, `predict-deeper`, `what-came-before_3`.

    Prose and demos count on within their section. The underscore keeps them apart from names, which have none.
    """
    ids, seen, section = [], Counter(), "start"
    for cell, after in zip(lesson.cells, [*lesson.cells, None][1:], strict=True):
        slugs = [slug(heading[1]) for heading in headings(cell.source)] if cell.markdown else []
        section = slugs[0] if slugs else section
        role = role_of(cell, after)
        seen[role or section] += 1
        ids.append(numbered(role, section, seen[role or section]))
        section = slugs[-1] if slugs else section
    return ids


def numbered(role: str, section: str, count: int) -> str:
    """The id of the cell that is number `count` of its role; of its section where it has no role."""
    if not role:
        return f"{section}_{count}"
    return f"{role}-{count}" if role.startswith("check-") and count > 1 else role


def role_of(cell: Cell, after: Cell | None) -> str:
    """The part a cell plays, where it has one of its own; `after` is the next cell."""
    name = cell.header.name
    if cell.header.kind == "prose" and after is not None and after.header.kind == "exercise":
        return f"task-{after.header.name}"
    roles = {"setup": "setup", "objectives": "objectives", "check": f"check-{name}", "predict": f"predict-{name}"}
    return roles.get(cell.header.kind, name)


def headings(text: str) -> list[re.Match]:
    """The headings of a Markdown text, each with its words as group 1."""
    return list(HEADING.finditer(FOLDED.sub(lambda folded: " " * len(folded[0]), text)))


def slug(heading: str) -> str:
    """`What "seeing" means: 3 × 3` → `what-seeing-means-3-3`, cut between words."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    while len("-".join(words)) > LONGEST - len("_999"):
        words.pop()
    return "-".join(words) or "section"
