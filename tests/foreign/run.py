"""Hands work in for a course that knows nothing of ours, and has it marked by stock nbgrader and by `course grade`."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from helpers.grading.course import reach_alembic

Work = dict[str, dict[str, str]]  # of a student: notebook → cell → its text


def quickstart(folder: Path) -> Path:
    """nbgrader's own example course."""
    nbgrader(folder, "quickstart", "course101")
    return folder / "course101"


def nbgrader(folder: Path, *command: str) -> None:
    """Run nbgrader; raises with its words where it fails."""
    folder.mkdir(parents=True, exist_ok=True)
    reach_alembic()
    done = subprocess.run([sys.executable, "-m", "nbgrader", *command], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"nbgrader {' '.join(command)}: {done.stderr[-3000:]}")


def hand_in(course: Path, assignment: str, students: dict[str, Work]) -> None:
    """Release the assignment, and hand in what each student wrote: the released notebooks with their texts."""
    nbgrader(course, "generate_assignment", assignment, "--create", "--force")
    for student, work in students.items():
        for path in sorted((course / "release" / assignment).glob("*.ipynb")):
            notebook = nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                cell.source = work.get(path.stem, {}).get(name, cell.source)
            target = course / "submitted" / student / assignment / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, target)
        for path in (course / "release" / assignment).iterdir():
            if path.suffix != ".ipynb" and path.is_file():
                shutil.copy(path, course / "submitted" / student / assignment)


def solutions(course: Path, assignment: str) -> Work:
    """The teacher's own answers."""
    return {
        path.stem: {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in nbformat.read(path, as_version=4).cells
            if cell.metadata.get("nbgrader", {}).get("solution")
        }
        for path in sorted((course / "source" / assignment).glob("*.ipynb"))
    }


def both(course: Path, assignment: str) -> tuple[dict, dict, str]:
    """The marks by stock nbgrader, by ours, and what ours said."""
    ours = course.with_name(f"{course.name}-ours")
    shutil.copytree(course, ours)
    stock = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", assignment], cwd=course, capture_output=True, text=True
    )
    command = [sys.executable, "-m", "helpers", "grade", assignment, "--course", str(ours)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    return marks(course, assignment), marks(ours, assignment), done.stdout + done.stderr + stock.stderr[-2000:]


def marks(course: Path, assignment: str) -> dict:
    """student → (notebook, cell) → what it was marked with by itself, and whether a teacher has to look."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        return {
            found.student.id: {
                (notebook.name, grade.name): (grade.auto_score, bool(grade.needs_manual_grade))
                for notebook in found.notebooks
                for grade in notebook.grades
            }
            for found in book.assignment_submissions(assignment)
        }
