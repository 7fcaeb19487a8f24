"""How long the core path of a lesson takes a learner.

A folded question costs half a minute of thought, and the time to read it and its answer. The three helps of an exercise
cost nothing of their own: the minutes that it states are those of a learner who opens one of them and runs its checks.
"""

import re

from .header import KINDS
from .ids import headings
from .lesson import Cell, Lesson

LONGEST = 90  # minutes
WORDS_A_MINUTE = 200
USUAL = {"demo": 1.0, "predict": 0.5}  # minutes of a cell that states none; other code costs what it states
THOUGHT = 0.5  # minutes before one unfolds an answer
HELP = re.compile(r"<details>\s*<summary>Help\b.*?</details>", re.DOTALL)
QUESTION = re.compile(r"<details>\s*<summary>(?!Help\b)")
MARKUP = re.compile(r"<[^>]*>|\]\([^)]*\)")


def core_path(lesson: Lesson) -> list[Cell]:
    """The cells that every learner meets: none that is marked further, none below a heading "Further"."""
    core = []
    for cell in lesson.cells:
        if cell.markdown and any(heading[1].strip() == "Further" for heading in headings(cell.source)):
            break
        if not lesson.further(cell):
            core.append(cell)
    return core


def minutes_of(cell: Cell) -> float:
    """Minutes for one cell: as stated, else what is usual for its kind, else the time to read it and to think."""
    kind, stated = cell.header.kind, cell.header.minutes
    if stated is not None:
        return stated
    if KINDS[kind].markdown:
        return len(words(cell)) / WORDS_A_MINUTE + THOUGHT * len(QUESTION.findall(cell.source))
    return USUAL.get(kind, 0.0)


def words(cell: Cell) -> list[str]:
    """What there is to read: not the helps of an exercise, and not the model answer."""
    text = "" if cell.header.kind == "written" else MARKUP.sub(" ", HELP.sub(" ", cell.source))
    return [word for word in text.split() if any(letter.isalnum() for letter in word)]


def core_minutes(lesson: Lesson) -> float:
    """How many minutes the core path takes a student."""
    return sum(map(minutes_of, core_path(lesson)))
