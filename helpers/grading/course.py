"""A course folder that nbgrader grades: release, autograde, feedback, grades.csv; all of it nbgrader's own."""

import logging
import os
import shutil
import sys
import warnings
from pathlib import Path

from nbgrader.apps import ExportApp
from nbgrader.apps.api import NbGraderAPI
from sqlalchemy.exc import SAWarning
from traitlets.config import Config, PyFileConfigLoader


class GradingFailedError(RuntimeError):
    """nbgrader could not do a step; the message holds its log."""


class Course:
    """The course in `folder`, which has an nbgrader_config.py."""

    def __init__(self, folder: Path):
        self.folder = folder
        reach_alembic()
        # nbgrader's own use of SQLAlchemy 2.1; there is nothing that a teacher could do about it.
        warnings.filterwarnings("ignore", category=SAWarning)
        self.config = read_config(folder)
        self.api = NbGraderAPI(config=self.config)
        self.api.log_level = logging.WARNING

    @classmethod
    def make(cls, root: Path, folder: Path, lessons: list[str]) -> "Course":
        """A course folder with the project's nbgrader_config.py and the lessons of source/ copied into it."""
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / "nbgrader_config.py", folder)
        for lesson in lessons:
            shutil.copytree(root / "source" / lesson, folder / "source" / lesson, dirs_exist_ok=True)
        return cls(folder)

    def release(self, lesson: str) -> Path:
        """Make the student's copy with `nbgrader generate_assignment`; return its path."""
        finish(self.api.generate_assignment(lesson))
        return self.folder / "release" / lesson / f"{lesson}.ipynb"

    def autograde(self, lesson: str, student: str) -> None:
        """Run one submission and put its marks into gradebook.db."""
        finish(self.api.autograde(lesson, student))

    def feedback(self, lesson: str, student: str) -> Path:
        """Write the HTML page that the student gets back; return its path."""
        finish(self.api.generate_feedback(lesson, student))
        return self.folder / "feedback" / student / lesson / f"{lesson}.html"

    def export(self) -> Path:
        """Write every mark to grades.csv; return its path."""
        path = self.folder / "grades.csv"
        app = ExportApp(config=self.config, log_level=logging.WARNING)
        app.config.CsvExportPlugin.to = str(path)
        app.initialize([])
        app.start()
        return path

    def points(self, lesson: str, student: str) -> list[float]:
        """The student's points for each check that is worth any, in the notebook's order, as the gradebook has them."""
        with self.api.gradebook as book:
            notebook = book.find_submission_notebook(lesson, lesson, student)
            counted = [grade for grade in notebook.grades if grade.cell.cell_type == "code" and grade.max_score > 0]
            marks = {grade.name: grade.score for grade in counted}
            order = [cell.name for cell in book.find_notebook(lesson, lesson).source_cells if cell.name in marks]
        return [round(marks[name], 4) for name in order]


def read_config(folder: Path) -> Config:
    """nbgrader's configuration for the course in `folder`."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder.resolve())
    return config


def reach_alembic() -> None:
    """Let nbgrader call `alembic` by its bare name, also where this environment was not activated."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = here + os.pathsep + os.environ.get("PATH", "")


def finish(result: dict) -> None:
    """Raise GradingFailedError with nbgrader's own log where a step did not succeed."""
    if not result["success"]:
        raise GradingFailedError(result.get("log") or result.get("error") or "nbgrader gave no reason")
