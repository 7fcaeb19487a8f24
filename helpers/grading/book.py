"""nbgrader's gradebook, one transaction a submission, asked for what belongs to that submission in a few questions.

nbgrader asks for each cell through six tables, and each of its questions looks at the whole class: marking would take
the longer, the more are marked already.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import latesubmissions, saveautogrades

ROOMS = (latesubmissions, saveautogrades)  # of nbgrader: they open the gradebook by its address
GRADED, COMMENTED = ("GradeCell", "TaskCell"), ("SolutionCell", "TaskCell")


class Book(Gradebook):
    """nbgrader's own, but for how what was handed in is found; raises MissingEntry where it does."""

    def __init__(self, *where: str):
        super().__init__(*where)
        self._found: dict[tuple, dict] = {}  # grades or comments of a submission by cell, for one transaction

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that nbgrader writes inside counts at the end, or none of it: it would commit after every cell."""
        commit, self.db.commit = self.db.commit, lambda: None  # what is written is flushed before any question
        try:
            with ExitStack() as rooms:
                for room in ROOMS:
                    rooms.enter_context(patch.object(room, "Gradebook", lambda *_: Lent(self)))
                yield
            commit()
        except BaseException:
            self.db.rollback()
            raise
        finally:
            self.db.commit = commit
            self._found.clear()

    def find_submission(self, assignment: str, student: str) -> SubmittedAssignment:
        """A student's submission."""
        lesson = self._only(self.db.query(Assignment.id).filter(Assignment.name == assignment), assignment)
        query = self.db.query(SubmittedAssignment).filter_by(assignment_id=lesson.id, student_id=student)
        return self._only(query, f"{assignment} of {student}")

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        """One notebook of it."""
        return self._notebook_of([SubmittedNotebook], notebook, assignment, student)

    def find_grade(self, grade_cell: str, *of: str) -> Grade:
        """The mark of one cell. of: names of notebook, assignment and student."""
        return self._part(Grade, GRADED, grade_cell, of)

    def marks(self, *of: str) -> dict[str, float | None]:
        """What the checks gave, by the names of cells. of: names of notebook, assignment and student."""
        return {name: grade.auto_score for name, grade in self._parts(Grade, GRADED, of).items()}

    def find_comment(self, solution_cell: str, *of: str) -> Comment:
        """The comment on one cell. of: names of notebook, assignment and student."""
        return self._part(Comment, COMMENTED, solution_cell, of)

    def _part(self, kind: type, types: tuple[str, ...], name: str, of: tuple[str, ...]) -> Grade | Comment:
        parts = self._parts(kind, types, of)
        if name not in parts:
            raise MissingEntry(f"No such {kind.__name__.lower()}: {name} of {of}")
        return parts[name]

    def _parts(self, kind: type, types: tuple[str, ...], of: tuple[str, ...]) -> dict[str, Grade | Comment]:
        if (kind, *of) not in self._found:
            # Its ids alone: a whole one would keep the sum that its marks have now.
            own = self._notebook_of([SubmittedNotebook.id, SubmittedNotebook.notebook_id], *of)
            cells = self.db.query(BaseCell.id, BaseCell.name, BaseCell.type).filter_by(notebook_id=own.notebook_id)
            names = {cell.id: cell.name for cell in cells if cell.type in types}
            rows = self.db.query(kind).filter(kind.cell_id.in_(names), kind.notebook_id == own.id)
            self._found[kind, *of] = {names[row.cell_id]: row for row in rows}
        return self._found[kind, *of]

    def _notebook_of(self, wanted: list, notebook: str, assignment: str, student: str) -> object:
        lesson = self.db.query(Assignment.id).filter(Assignment.name == assignment).scalar_subquery()
        master = self.db.query(Notebook.id).filter(Notebook.name == notebook, Notebook.assignment_id == lesson)
        handed_in = self.db.query(SubmittedAssignment.id).filter_by(assignment_id=lesson, student_id=student)
        query = self.db.query(*wanted).filter(
            SubmittedNotebook.notebook_id == master.scalar_subquery(),
            SubmittedNotebook.assignment_id == handed_in.scalar_subquery(),
        )
        return self._only(query, f"{assignment}/{notebook} of {student}")

    @staticmethod
    def _only(query: object, what: str) -> object:
        if (found := query.one_or_none()) is None:
            raise MissingEntry(f"No such entry: {what}")
        return found


class Lent:
    """An open gradebook, for those who close the one they have opened."""

    def __init__(self, book: Book):
        self._book = book

    def __enter__(self) -> "Lent":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __getattr__(self, name: str) -> object:
        return getattr(self._book, name)
