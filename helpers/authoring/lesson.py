"""The lesson text as its author wrote it: `notebooks/NN_slug.py` → cells that know their lines."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .header import KINDS, Header
from .problem import Problem

REGION = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")


@dataclass(frozen=True)
class Cell:
    """One cell: what its header says, its text, and the lines of the file where header and text begin."""

    header: Header
    source: str
    line: int
    body: int

    @property
    def markdown(self) -> bool:
        """Is it prose?"""
        return KINDS[self.header.kind].markdown

    @property
    def lines(self) -> list[str]:
        """Its source, line by line."""
        return self.source.split("\n")

    def regions(self, what: str) -> list[str]:
        """The lines between BEGIN and END of `what`: "SOLUTION" or "HIDDEN TESTS"."""
        inside, found = False, []
        for line in self.lines:
            if mark := REGION.search(line):
                inside = mark[1] == "BEGIN" and mark[2] == what
            elif inside:
                found.append(line)
        return found

    @property
    def hidden(self) -> bool:
        """Does it hold hidden tests?"""
        return "BEGIN HIDDEN TESTS" in self.source


@dataclass(frozen=True)
class Lesson:
    """A lesson text that was read."""

    path: Path
    root: Path
    cells: list[Cell]

    @property
    def name(self) -> str:
        """As its file and its folders are called: 01_the_2012_moment."""
        return self.path.stem

    def of(self, kind: str) -> list[Cell]:
        """Its cells of one kind, in order."""
        return [cell for cell in self.cells if cell.header.kind == kind]

    def checks(self, exercise: str) -> list[Cell]:
        """The checks of an exercise."""
        return [cell for cell in self.of("check") if cell.header.name == exercise]

    @cached_property
    def exercises(self) -> dict[str, Cell]:
        """Its exercises by name."""
        return {cell.header.name: cell for cell in self.of("exercise")}

    def further(self, cell: Cell) -> bool:
        """Is the cell, or the exercise it belongs to, beyond the core path?"""
        exercise = self.exercises.get(cell.header.name, cell)
        return cell.header.further or exercise.header.further

    def problem(self, cell: Cell | None, reason: str, mend: str, row: int | None = None) -> Problem:
        """A problem with a cell's header, or with row `row` of its text; with the lesson where there is no cell."""
        line = 1 if cell is None else cell.line if row is None else cell.body + row
        return Problem(f"{self.path.relative_to(self.root)}:{line}", reason, mend)


def lessons(root: Path) -> list[Path]:
    """Every lesson text of the course, in order: notebooks/NN_slug.py."""
    return sorted(Path(root).glob("notebooks/[0-9][0-9]_*.py"))
