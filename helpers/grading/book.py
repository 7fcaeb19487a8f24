"""nbgrader's gradebook, one transaction a submission, asked for what belongs to that submission in a few questions.

nbgrader asks for each cell through six tables, and each of its questions looks at the whole class: marking would take
the longer, the more are marked already.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
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
from sqlalchemy import Select, bindparam, select

ROOMS = (latesubmissions, saveautogrades)  # of nbgrader: they open the gradebook by its address

# The questions, put together once: that takes longer than their answers.
_LESSON = select(Assignment.id).where(Assignment.name == bindparam("assignment")).scalar_subquery()
_HANDED_IN = (SubmittedAssignment.assignment_id == _LESSON, SubmittedAssignment.student_id == bindparam("student"))
_MASTER = select(Notebook.id).where(Notebook.name == bindparam("notebook"), Notebook.assignment_id == _LESSON)
_OF_IT = (
    SubmittedNotebook.notebook_id == _MASTER.scalar_subquery(),
    SubmittedNotebook.assignment_id == select(SubmittedAssignment.id).where(*_HANDED_IN).scalar_subquery(),
)
SUBMISSION = select(SubmittedAssignment).where(*_HANDED_IN)
NOTEBOOK, NOTEBOOK_ID = select(SubmittedNotebook).where(*_OF_IT), select(SubmittedNotebook.id).where(*_OF_IT)
# The gradebook finds a part by its cell first: asked by the notebook alone, it would look at those of the whole class.
_LESSON_NOTEBOOK = select(SubmittedNotebook.notebook_id).where(SubmittedNotebook.id == bindparam("own"))
_CELLS = select(BaseCell.id).where(BaseCell.notebook_id == _LESSON_NOTEBOOK.scalar_subquery())
PARTS = {
    kind: select(BaseCell.name, kind)
    .join_from(kind, BaseCell, kind.cell_id == BaseCell.id)
    .where(kind.notebook_id == bindparam("own"), kind.cell_id.in_(_CELLS.where(BaseCell.type.in_(types))))
    for kind, types in ((Grade, ("GradeCell", "TaskCell")), (Comment, ("SolutionCell", "TaskCell")))
}


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
        return self._only(SUBMISSION, assignment=assignment, student=student)

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        """One notebook of it."""
        return self._only(NOTEBOOK, notebook=notebook, assignment=assignment, student=student)

    def find_grade(self, grade_cell: str, *of: str) -> Grade:
        """The mark of one cell. of: names of notebook, assignment and student."""
        return self._part(Grade, grade_cell, of)

    def marks(self, *of: str) -> dict[str, float | None]:
        """What the checks gave, by the names of cells. of: names of notebook, assignment and student."""
        return {name: grade.auto_score for name, grade in self._parts(Grade, of).items()}

    def find_comment(self, solution_cell: str, *of: str) -> Comment:
        """The comment on one cell. of: names of notebook, assignment and student."""
        return self._part(Comment, solution_cell, of)

    def _part(self, kind: type, name: str, of: tuple[str, ...]) -> Grade | Comment:
        parts = self._parts(kind, of)
        if name not in parts:
            raise MissingEntry(f"No such {kind.__name__.lower()}: {name} of {of}")
        return parts[name]

    def _parts(self, kind: type, of: tuple[str, ...]) -> dict[str, Grade | Comment]:
        if (kind, *of) not in self._found:
            # Its id alone: a whole one would keep the sum that its marks have now.
            own = self._only(NOTEBOOK_ID, **dict(zip(("notebook", "assignment", "student"), of, strict=True)))
            self._found[kind, *of] = dict(self.db.execute(PARTS[kind], {"own": own}).all())
        return self._found[kind, *of]

    def _only(self, question: Select, **of: str) -> Any:
        if (found := self.db.execute(question, of).scalar_one_or_none()) is None:
            raise MissingEntry(f"No such entry: {', '.join(of.values())}")
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
