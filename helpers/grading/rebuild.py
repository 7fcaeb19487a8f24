"""Puts a student's text back into the teacher's skeleton, and says what had to be repaired.

Only the text of unlocked cells and of cells that the student added is used: no tag, output, metadata or attachment.
So a duplicated, deleted, retyped, reordered or renamed cell costs nobody anything.
"""

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from .processes.names import bound

LIKE = 0.6  # how alike two texts are before one is taken for an edited copy of the other
LONGEST_CELL, MOST_CELLS, MOST_COMPARED = 200_000, 2000, 100  # characters, cells, cells
LONGEST_ANSWER = 20_000  # characters: longer cells are not searched for what they define


class UnreadableError(ValueError):
    """The submission is no notebook; the message says why, in words for the student."""


@dataclass(frozen=True)
class Cell:
    """A cell of the skeleton, or one that the student added.

    kind: setup (locked, runs first and on both sides), check, exercise, plain, demo, prose, written or added.
    source: what stands in it now; teachers: what the teacher wrote, solutions and all; stub: what students start from;
    visible: a check without its hidden tests; binds, imports: names and statements at the top level of the teacher's
    text, found once a lesson, for it takes as long as some checks.
    """

    id: str
    kind: str
    name: str = ""
    source: str = ""
    teachers: str = ""
    stub: str = ""
    visible: str = ""
    points: float = 0
    form: str = "code"
    binds: Sequence[str] = ()
    imports: Sequence[str] = ()

    @property
    def runs(self) -> bool:
        """Does the student's process run it?"""
        return self.form == "code" and self.kind != "check"

    @property
    def unlocked(self) -> bool:
        """Is its text the student's?"""
        return self.kind in ("exercise", "written", "plain", "demo")

    @property
    def text(self) -> dict[str, str]:
        """What has to be kept of it when it was marked: of the teacher's own, which its version has, only the id."""
        theirs = self.unlocked or self.kind == "added"
        return {"id": self.id, "kind": self.kind, "source": self.source} if theirs else {"id": self.id}


@dataclass
class Handed:
    """A cell of a submission, as far as it can be read."""

    place: int
    id: str
    name: str
    source: str
    form: str

    @cached_property
    def text(self) -> str:
        """Its text without what copying may change."""
        return "\n".join(line.rstrip() for line in self.source.strip().splitlines())

    @cached_property
    def defines(self) -> set[str]:
        """The names that it binds."""
        return bound(self.source) if len(self.source) <= LONGEST_ANSWER else set()


def read_notebook(text: bytes) -> list[Handed]:
    """The cells of a notebook file. Raises UnreadableError with a reason that a student understands."""
    try:
        notebook = json.loads(text.decode("utf-8-sig", errors="replace"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        reason = "is nested too deeply" if isinstance(error, RecursionError) else f"is no JSON: {str(error)[:80]}"
        raise UnreadableError(f"the file {reason}. Open it in JupyterLab, save it, and hand it in again") from None
    cells = notebook.get("cells") if type(notebook) is dict else None
    if type(notebook) is dict and cells is None and type(notebook.get("worksheets")) is list:
        sheets = [sheet for sheet in notebook["worksheets"] if type(sheet) is dict]
        cells = [cell for sheet in sheets for cell in _listed(sheet.get("cells"))]
    if type(cells) is not list:
        raise UnreadableError("the file is JSON, but no notebook: it has no cells. Is it the right file?")
    if len(cells) > MOST_CELLS:
        raise UnreadableError(f"the notebook has {len(cells)} cells; {MOST_CELLS} are the most that are marked")
    return [cell for place, raw in enumerate(cells) if (cell := _handed(place, raw))]


def rebuild(skeleton: list[Cell], handed: list[Handed]) -> tuple[list[Cell], list[str]]:
    """The cells to run, and one sentence for each thing that was repaired."""
    matcher = Matcher(skeleton, handed)
    return list(matcher.cells()), matcher.repairs


class Matcher:
    """Finds the student's cell for each cell of the skeleton: by name, by id, by what it defines, by likeness."""

    def __init__(self, skeleton: list[Cell], handed: list[Handed]):
        self.skeleton, self.handed, self.repairs = skeleton, handed, []
        self._free = {cell.place: cell for cell in handed}
        self._found: dict[str, Handed] = {}  # by the skeleton's cell id
        self._dropped: set[int] = set()
        for find in (self._by_name, self._by_id, self._by_text, self._by_what_it_defines, self._by_likeness):
            find()
        self._prefer_what_is_solved()

    def cells(self) -> Iterator[Cell]:
        """The skeleton with the student's texts, and the student's own cells after what they stood after."""
        after = self._added()
        yield from after.pop("", [])
        for cell in self.skeleton:
            yield self._filled(cell)
            yield from after.pop(cell.id, [])

    def _filled(self, cell: Cell) -> Cell:
        if not cell.unlocked:
            return cell
        mine = self._found.get(cell.id)
        if mine is None:
            if cell.kind in ("exercise", "written"):
                self.repairs.append(f"The cell of {cell.name} is missing: it was marked as if left blank.")
            return replace(cell, source=cell.stub)
        if cell.kind == "exercise" and mine.form != "code":
            self.repairs.append(f"The cell of {cell.name} had become text; it was run as code.")
        return replace(cell, source=mine.source)

    def _added(self) -> dict[str, list[Cell]]:
        """What the student added, by the id of the skeleton's cell that it comes after."""
        owner = {mine.place: id for id, mine in self._found.items()}
        order = {cell.id: number for number, cell in enumerate(self.skeleton)}
        after, last = {}, ""
        for mine in self.handed:
            if mine.place in owner:
                # A cell that was moved up must not take what follows it along.
                last = owner[mine.place] if order[owner[mine.place]] >= order.get(last, -1) else last
            elif mine.place not in self._dropped and mine.form == "code" and mine.source.strip():
                cell = Cell(f"added-{mine.place}", "added", source=mine.source)
                after.setdefault(last, []).append(cell)
        return after

    def _take(self, cell: Cell, mine: Handed) -> None:
        self._found[cell.id] = self._free.pop(mine.place)

    def _wanted(self) -> list[Cell]:
        return [cell for cell in self.skeleton if cell.id not in self._found]

    def _by_name(self) -> None:
        """By grade_id. Of several the last one that was changed counts; the others still run where they stand."""
        named: dict[str, list[Handed]] = {}
        for mine in self._free.values():
            named.setdefault(mine.name, []).append(mine)
        for cell in self._wanted():
            same = [mine for mine in named.get(cell.name, []) if cell.name and mine.place in self._free]
            if not same:
                continue
            changed = [mine for mine in same if mine.text and not _same(mine.text, cell.stub)]
            self._take(cell, (changed or same)[-1])
            if len(same) > 1:
                self.repairs.append(f"The cell {cell.name} was there {len(same)} times; the last changed one counts.")
            # A copy of the stub would undo what another copy defines; copies of locked cells are nobody's.
            self._drop([mine for mine in same if not cell.unlocked or mine not in changed])

    def _by_id(self) -> None:
        nameless = {mine.id: mine for mine in reversed(self._free.values()) if not mine.name}
        for cell in self._wanted():
            if cell.id in nameless:
                self._take(cell, nameless.pop(cell.id))

    def _by_text(self) -> None:
        """Unchanged copies of what was handed out, also of what nobody may change."""
        texts = {}
        for cell in self._wanted():
            texts.setdefault(_squeezed(cell.stub or cell.visible or cell.source), []).append(cell)
        for mine in list(self._free.values()):
            same = texts.get(_squeezed(mine.source))
            if same and mine.text:
                self._take(same.pop(0), mine)

    def _by_what_it_defines(self) -> None:
        for cell in self._wanted():
            names = set(cell.binds) if cell.kind == "exercise" else set()
            for mine in list(self._free.values()):
                if names & mine.defines:
                    self._take(cell, mine)
                    self.repairs.append(f"The cell of {cell.name} had lost its name; it was found by what it defines.")
                    break

    def _by_likeness(self) -> None:
        for cell in self._wanted():
            text = _squeezed(cell.stub or cell.visible or cell.source)[:4000]
            few = list(self._free.values())[:MOST_COMPARED]
            best = max(few, key=lambda mine: _alike(text, mine), default=None)
            if best is not None and cell.kind != "written" and _alike(text, best) >= LIKE:
                self._take(cell, best)
                if not cell.unlocked:
                    self.repairs.append("A locked cell was changed; the original was used.")
                elif cell.kind == "exercise":
                    self.repairs.append(f"The cell of {cell.name} had lost its name; it was found by likeness.")

    def _prefer_what_is_solved(self) -> None:
        """Where a stub was left as it was and another cell defines what it should, that cell is the answer."""
        for cell in self.skeleton:
            mine = self._found.get(cell.id)
            if cell.kind != "exercise" or mine is None or not _same(mine.text, cell.stub):
                continue
            names = set(cell.binds)
            others = [other for other in self._free.values() if other.form == "code" and names & other.defines]
            if others and cell.name:
                self._found[cell.id] = self._free.pop(others[-1].place)
                self._dropped.add(mine.place)
                self.repairs.append(f"{cell.name} was answered in another cell; that one was taken.")

    def _drop(self, cells: list[Handed]) -> None:
        for mine in cells:
            if self._free.pop(mine.place, None):
                self._dropped.add(mine.place)


def _handed(place: int, raw: Any) -> Handed | None:
    if type(raw) is not dict:
        return None
    source = raw.get("source", raw.get("input", ""))
    lines = source if type(source) is list else [source]
    text = "".join(line for line in lines if type(line) is str).replace("\r\n", "\n").replace("\0", "")
    # A lone surrogate cannot be written to a file; a student's editor never makes one.
    text = text[:LONGEST_CELL].encode("utf-8", errors="replace").decode("utf-8")
    metadata = raw.get("metadata") if type(raw.get("metadata")) is dict else {}
    about = metadata.get("nbgrader") if type(metadata.get("nbgrader")) is dict else {}
    identity, name = raw.get("id", metadata.get("id", "")), about.get("grade_id", "")
    form = "code" if raw.get("cell_type") == "code" else "text"
    return Handed(place, identity if type(identity) is str else "", name if type(name) is str else "", text, form)


def _listed(value: Any) -> list:
    return value if type(value) is list else []


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _same(text: str, other: str) -> bool:
    return _squeezed(text) == _squeezed(other)


def _alike(text: str, mine: Handed) -> float:
    other = _squeezed(mine.source)[:4000]
    if not text or not other or min(len(text), len(other)) < LIKE / 2 * max(len(text), len(other)):
        return 0
    matcher = difflib.SequenceMatcher(None, text, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE else 0
