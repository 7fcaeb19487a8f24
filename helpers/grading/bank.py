"""A lesson's exercises and checks, read from its instructor's copy, and the banks of answers to them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .mutants import mutants
from .skeleton import Skeleton
from .trial import checks_of

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
    """What of an instructor's copy decides marks, and the answers to its exercises."""

    def __init__(self, path: Path):
        self.name, self.skeleton = path.stem, judged(Skeleton.read(path))
        self.exercises = {cell.name: cell for cell in self.skeleton.exercises}

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
                Answer(self.name, name, "reference", "(reference)", cell.teachers),
                Answer(self.name, name, "blank", "(blank)", cell.stub),
                *(answer for answer in banked if answer.exercise == name),
                *(self._mutants(name, cell.teachers, banks) if with_mutants else []),
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

    def trial(self, answer: Answer) -> dict:
        """What decides the marks of `answer`: the other exercises are solved."""
        answers = self.skeleton.solution | {answer.exercise: answer.source}
        return {"skeleton": self.skeleton, "answers": answers, "checks": checks_of(self.skeleton, answer.exercise)}


def judged(skeleton: Skeleton) -> Skeleton:
    """The skeleton with every check worth something: those worth nothing are judged as if they were worth a point."""
    for place, cell in enumerate(skeleton.cells):
        if cell.kind == "check" and not cell.points:
            texts = {name: NO_POINTS.sub("1", getattr(cell, name)) for name in ("source", "visible")}
            skeleton.cells[place] = replace(cell, points=1.0, **texts)
    return skeleton


def survivors(folder: Path) -> dict[tuple[str, str], str]:
    """The mutants that no check can tell from the reference: its line and what became of it, and why that is as good.

    They stand in survivors.toml, a table for each line of the reference.
    """
    path = folder / "survivors.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {(before, after): why for before, reasons in tables.items() for after, why in reasons.items()}
