"""A class of sample students, written down as data: what each hands in and the points that each check must give."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat


@dataclass(frozen=True)
class Student:
    """about: what is special; answers: exercise → text of its cell; added: their own cells; points: expected ones."""

    name: str
    about: str
    answers: dict[str, str]
    added: list[str]
    points: list[float]


def read_class(root: Path, lesson: str) -> list[Student]:
    """The students of tests/classes/LESSON.toml, their answers looked up in the bank and in the instructor's copy."""
    bank = root / "tests" / "answers" / lesson
    reference = {name: cell.source for name, cell in exercises(root / "source" / lesson / f"{lesson}.ipynb").items()}

    def text(exercise: str, answer: str) -> str:
        if answer == "reference":
            return reference[exercise]
        path = bank / exercise / f"{answer}.py"
        return without_hint(path.read_text()) if "\n" not in answer and path.exists() else answer

    table = tomllib.loads((root / "tests" / "classes" / f"{lesson}.toml").read_text())
    for row in table.values():
        row["answers"] = {exercise: text(exercise, answer) for exercise, answer in row["answers"].items()}
    return [Student(name, **{"added": [], **row}) for name, row in table.items()]


def without_hint(answer: str) -> str:
    """An answer of the bank as a student would hand it in: without the first line that says what it must trigger."""
    return answer.split("\n", 1)[1] if answer.startswith("# hint:") else answer


def exercises(path: Path) -> dict[str, nbformat.NotebookNode]:
    """The solution cells of a notebook that are code, by grade_id."""
    cells = nbformat.read(path, as_version=4).cells
    marked = [cell for cell in cells if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")]
    return {cell.metadata.nbgrader.grade_id: cell for cell in marked}


def hand_in(release: Path, student: Student, submitted: Path) -> Path:
    """Write what the student hands in: the released notebook with their answers and their own cells."""
    notebook = nbformat.read(release, as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if cell.metadata.get("nbgrader", {}).get("solution") and name in student.answers:
            cell.source = student.answers[name]
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in student.added]
    path = submitted / student.name / release.stem / release.name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
