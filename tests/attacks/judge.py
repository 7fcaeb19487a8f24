"""What an attack achieved, judged only from what is left outside: gradebook, feedback, outputs, files, processes."""

import html
import json
import re
import sqlite3
import sys
from dataclasses import dataclass, field
from pathlib import Path

from .corpus_reader import Attack
from .course import EARLIER, ROOT, Stage
from .lesson import FULL, LESSON, Secrets

VERDICTS = ["forged", "leaked", "tampered", "escaped", "stopped"]
MARKS = """
select submitted_assignment.student_id, base_cell.name, grade.auto_score, grade.manual_score, grade.extra_credit,
       (select manual_comment from comment where comment.notebook_id = grade.notebook_id
        and comment.cell_id in (select id from base_cell as other where other.name = base_cell.name))
from grade join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
"""


@dataclass
class Verdict:
    """What one attack achieved; each list holds the evidence."""

    attack: Attack
    ran: bool = False
    forged: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    tampered: list[str] = field(default_factory=list)
    escaped: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)


def marks(course: Path) -> dict[str, dict[str, tuple]]:
    """student → cell → (auto, manual, extra credit, comment); empty if the gradebook is unreadable."""
    try:
        with sqlite3.connect(f"file:{course}/gradebook.db?mode=ro", uri=True) as book:
            rows = book.execute(MARKS).fetchall()
    except sqlite3.Error:
        return {}
    found: dict[str, dict[str, tuple]] = {}
    for student, cell, *scores in rows:
        found.setdefault(student, {})[cell] = tuple(scores)
    return found


def forged(graded: dict[str, tuple]) -> list[str]:
    """Marks that an answer which is wrong everywhere does not earn; NaN is stored as NULL with no need of a person."""
    found = []
    for cell, (auto, manual, extra, _) in graded.items():
        given = [score for score in (auto, manual, extra) if score is not None]
        found += [f"{cell}: {score}" for score in given if score != 0]
    return found


def full(graded: dict[str, tuple]) -> bool:
    """Has an honest student every mark?"""
    return all(graded.get(cell, (None,))[0] == points for cell, points in FULL.items())


def outputs(course: Path, student: str) -> str:
    """Every output of the student's autograded notebook, as text."""
    found = []
    for path in sorted((course / "autograded" / student).glob("**/*.ipynb")):
        try:
            cells = json.loads(path.read_text(errors="replace")).get("cells", [])
        except (ValueError, OSError, AttributeError, RecursionError):
            continue
        found += [said for cell in cells for output in cell.get("outputs", []) for said in words(output)]
    return "\n".join(found)


def words(output: dict) -> list[str]:
    parts = [output.get("text", ""), output.get("evalue", ""), output.get("traceback", [])]
    parts += list(output.get("data", {}).values())
    return ["".join(part) if isinstance(part, list) else str(part) for part in parts]


def feedback(course: Path, student: str) -> str:
    pages = sorted((course / "feedback" / student).glob("**/*"))
    return "\n".join(page.read_text(errors="replace") for page in pages if page.is_file())


def shown(course: Path, student: str) -> str:
    """All that the student can obtain: their feedback, without tags and colours, which could tear a secret apart.

    Where no page was made, the outputs that it would show.
    """
    page = feedback(course, student)
    return "\n".join([html.unescape(re.sub(r"<[^>]*>", "", page)), page]) if page else outputs(course, student)


def secrets_in(text: str, hidden: Secrets) -> set[str]:
    return {name for name, value in hidden.all().items() if value in text}


def loot(text: str) -> str:
    """What attacks say that they stole."""
    return "\n".join(part for part in text.split("LOOT")[1:])


def of_student(course: Path, verdict: Verdict, graded: dict, hidden: Secrets, usual: set[str], log: str) -> None:
    """Fill in what is found in one student's own marks, outputs and feedback."""
    student, text = verdict.attack.student, shown(course, verdict.attack.student)
    said = outputs(course, student)
    processed = any(scores[0] is not None for scores in graded.values()) or student in log
    witnessed = f"CANARY {verdict.attack.path.stem}" in said
    verdict.ran |= witnessed or (verdict.attack.header.get("ran") == "processed" and processed)
    verdict.forged += forged(graded)
    page = feedback(course, student)
    if re.search(SCRIPTS.format(mark=verdict.attack.mark), page, re.IGNORECASE):
        verdict.forged.append("a script of theirs in the feedback")
    if f"\x1b]0;{verdict.attack.mark}" in log:
        verdict.tampered.append("the teacher's terminal is written to")
    found = (secrets_in(text, hidden) - usual) | secrets_in(loot(text), hidden)
    verdict.leaked += sorted(found)


def around(stage: Stage, verdicts: dict[str, Verdict], seen: dict, hidden: Secrets) -> list[str]:
    """Fill in what was seen of files, processes and connections; return evidence that names no attack."""
    lost = []

    def whose(text: str) -> Verdict | None:
        return next((each for each in verdicts.values() if each.attack.mark in text), None) or (
            next(iter(verdicts.values())) if len(verdicts) == 1 else None
        )

    def note(what: str, text: str, evidence: str) -> None:
        verdict = whose(text)
        if verdict is None:
            lost.append(f"{what}: {evidence}")
        else:
            getattr(verdict, what).append(evidence)

    own = {f"{stage.course}/.course/"}  # what a mark can be recomputed from: it quotes what was handed in
    own |= {f"{stage.course}/{room}/{each.attack.student}/" for each in verdicts.values() for room in ROOMS}
    for path in seen["changed"]:
        if not any(path.startswith(folder) for folder in own):
            note("tampered", seen["left"].get(path, path) + path, path)
    for path, text in seen["left"].items():
        if any(path.startswith(folder) for folder in own) or path in seen["changed"]:
            continue
        inside = path.startswith((str(stage.path), str(ROOT), sys.prefix))
        note("tampered" if inside else "escaped", text + path, f"left {path}")
        for name in secrets_in(text, hidden):
            note("leaked", text + path, f"{name} in {path}")
    for process in seen["alive"]:
        note("escaped", process, f"process {process} lives on")
    for text in filter(MARK.search, seen["heard"]):  # others may knock too
        note("escaped", text, f"connected: {text[:40]!r}")
        for name in secrets_in(text, hidden):
            note("leaked", text, f"{name} over the network")
    return lost


SCRIPTS = (  # in a page: a script's text, a link that is one, an attribute that is one
    r"""<script>{mark}|\s(href|src|xlink:href)=["']?\s*(javascript|vbscript|data:text)[^"'>]*{mark}"""
    r"""|<[^>"]*\son\w+=[^>]*{mark}"""
)
MARK = re.compile(r"mk[0-9a-f]{6}")
ROOMS = ["submitted", "autograded", "feedback"]


def earlier_changed(before: dict, after: dict) -> str:
    return "" if before.get(EARLIER) == after.get(EARLIER) else f"marks of {EARLIER}: {after.get(EARLIER)}"


def victim_says(graded: dict[str, tuple]) -> tuple[str, str]:
    """(forged, stopped): what went wrong with an honest student's marks."""
    if full(graded):
        return "", ""
    got = {cell: graded.get(cell, (None,))[0] for cell in FULL}
    above = [cell for cell, score in got.items() if score is not None and not score <= FULL[cell]]
    return (f"a victim's marks: {got}" if above else ""), f"a victim got {got}"


__all__ = ["LESSON", "Verdict", "around", "earlier_changed", "marks", "of_student", "shown", "victim_says"]
