"""A lesson's exercises and checks, read from its instructor's copy, and the banks of answers to them."""

import ast
import copy
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from .mutants import mutants

HINT = re.compile(r"#\s*hint:\s*(.+)")
NO_POINTS = re.compile(r"(?<=, points=)0(?=\)\s*$)")  # of a cell that ends in credit(…, points=0)


@dataclass(frozen=True)
class Answer:
    """The whole text of an exercise's cell, from a bank or made from the lesson.

    kind: "reference", "blank", "right", "wrong" or "mutant"; hint: words that the feedback to a wrong one has to hold.
    Of a mutant, change: a line of the reference and what became of it; reason: why no check can tell the two apart.
    """

    lesson: str
    exercise: str
    kind: str
    name: str
    source: str
    hint: str = ""
    change: str = ""
    reason: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The lesson and the exercise that it answers."""
        return self.lesson, self.exercise


class Lesson:
    """What of an instructor's copy decides marks: the setup cell, the exercises and the checks."""

    def __init__(self, path: Path):
        self.name, notebook = path.stem, nbformat.read(path, as_version=4)
        visible, _ = ClearHiddenTests().preprocess(copy.deepcopy(notebook), {})
        blank, _ = ClearSolutions().preprocess(copy.deepcopy(notebook), {})
        self._cells = list(map(Cell, notebook.cells, visible.cells, blank.cells))
        self.exercises = {cell.name: cell for cell in self._cells if cell.kind == "exercise"}

    def modules(self) -> list[str]:
        """What the setup cell imports: modules, and names in modules, which may be modules as well."""
        return imported(cell.source for cell in self._cells if cell.kind == "setup")

    def answers(self, banks: list[Path], with_mutants: bool = True) -> list[Answer]:
        """The reference, the blank, every banked answer and the reference's mutants, exercise by exercise.

        A bank is a folder with LESSON/EXERCISE/{right,wrong}/NAME.py and LESSON/EXERCISE/survivors.toml. Raises
        ValueError for an exercise that the lesson does not have, and for a survivor that is no mutant of it.
        """
        banked = [answer for bank in banks for answer in self._banked(bank)]
        for answer in banked:
            if answer.exercise not in self.exercises:
                raise ValueError(f"a bank answers {answer.exercise!r}, which is no exercise of {self.name}")
        return [
            answer
            for name, cell in self.exercises.items()
            for answer in [
                Answer(self.name, name, "reference", "(reference)", cell.source),
                Answer(self.name, name, "blank", "(blank)", cell.blank),
                *(answer for answer in banked if answer.exercise == name),
                *(self._mutants(name, cell.source, banks) if with_mutants else []),
            ]
        ]

    def _banked(self, bank: Path) -> Iterator[Answer]:
        for path in sorted((bank / self.name).glob("*/*/*.py")):
            source, kind = path.read_text(encoding="utf-8"), path.parent.name
            if kind in ("right", "wrong"):
                hint = HINT.match(source)
                yield Answer(self.name, path.parts[-3], kind, path.stem, source, hint[1].strip() if hint else "")

    def _mutants(self, name: str, source: str, banks: list[Path]) -> Iterator[Answer]:
        found = mutants(source)
        reasons = {change: why for bank in banks for change, why in survivors(bank / self.name / name).items()}
        for before, after in reasons.keys() - {(mutant.before, mutant.after) for mutant in found}:
            raise ValueError(f"survivors.toml explains a mutant that {self.name} {name} lacks: {before}  →  {after}")
        for mutant in found:
            reason = reasons.get((mutant.before, mutant.after), "")
            yield Answer(self.name, name, "mutant", mutant.name, mutant.source, "", mutant.description, reason)

    def trial(self, answer: Answer) -> list[dict]:
        """The cells that decide the marks of `answer`, in the lesson's order: the other exercises are solved."""
        cells = []
        for cell in self._cells:
            if cell.kind == "check" and self._exercise_of(cell) == answer.exercise:
                cells.append({"name": cell.name, "source": cell.source, "visible": cell.visible, "points": cell.points})
            elif cell.kind in ("setup", "exercise"):
                source = answer.source if cell.name == answer.exercise else cell.source
                cells.append({"name": cell.name, "source": source, "visible": source})
        return cells

    def _exercise_of(self, check: "Cell") -> str:
        name = check.name.removeprefix("check-")
        return name if name in self.exercises else re.sub(r"-\d+$", "", name)


def imported(texts: Iterable[str]) -> list[str]:
    """What Python texts import: modules, and names in modules, which may be modules as well."""
    nodes = [node for text in texts for node in ast.walk(ast.parse(text))]
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return plain + [f"{node.module}.{alias.name}" for node in froms for alias in node.names]


def survivors(folder: Path) -> dict[tuple[str, str], str]:
    """The mutants that no check can tell from the reference: its line and what became of it, and why that is as good.

    They stand in survivors.toml, a table for each line of the reference.
    """
    path = folder / "survivors.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {(before, after): why for before, reasons in tables.items() for after, why in reasons.items()}


class Cell:
    """A cell of the instructor's copy, and what is left of it without hidden tests or without the solution."""

    def __init__(self, cell: nbformat.NotebookNode, visible: nbformat.NotebookNode, blank: nbformat.NotebookNode):
        about = cell.metadata.get("nbgrader", {}) if cell.cell_type == "code" else {}
        self.name = about.get("grade_id", "")
        self.kind = "setup" if self.name == "setup" else self._kind(about)
        self.source, self.visible, self.blank = cell.source, visible.source, blank.source
        self.points = about.get("points", 0)
        if self.kind == "check" and not self.points:  # judged all the same, as if it was worth a point
            self.points = 1
            self.source, self.visible = (NO_POINTS.sub("1", text) for text in (self.source, self.visible))

    @staticmethod
    def _kind(about: dict) -> str:
        if about.get("solution"):
            return "exercise"
        return "check" if about.get("grade") else ""
