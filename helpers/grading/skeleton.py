"""The teacher's notebook as the grader needs it: every cell's kind, stub, solution and visible part."""

import ast
import copy
import hashlib
import json
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from traitlets.config import Config

from .autotests import refuse_unwritten, write_out
from .processes.names import bound, imports
from .rebuild import Cell


class Skeleton:
    """One version of a lesson: its cells, what each is worth, and a name for exactly this text."""

    def __init__(self, notebook: NotebookNode, config: Config | None = None):
        self.notebook = notebook
        for number, cell in enumerate(notebook.cells):
            cell.setdefault("id", f"cell-{number}")
        visible, _ = ClearHiddenTests(config=config).preprocess(copy.deepcopy(notebook), {})
        self.blank, _ = ClearSolutions(config=config).preprocess(copy.deepcopy(notebook), {})
        self.cells = [
            skeleton_cell(*three) for three in zip(notebook.cells, self.blank.cells, visible.cells, strict=True)
        ]
        text = json.dumps(
            [[cell.id, cell.kind, cell.name, cell.teachers, cell.source, cell.points] for cell in self.cells]
        )
        self.version = hashlib.sha256(text.encode()).hexdigest()[:16]

    @classmethod
    def read(cls, path: Path, config: Config | None = None) -> "Skeleton":
        """The skeleton of an instructor's notebook. Raises AutotestError where its checks are not written out."""
        notebook = nbformat.read(path, as_version=4)
        refuse_unwritten(notebook, path.parent.name, config)
        return cls(notebook, config)

    @classmethod
    def released(cls, path: Path, book: Gradebook, lesson: str, config: Config | None = None) -> "Skeleton":
        """The skeleton of an instructor's notebook, with the checks that nbgrader wrote when it was released."""
        notebook = nbformat.read(path, as_version=4)
        write_out(notebook, book, lesson, path.stem, config)
        return cls(notebook, config)

    @property
    def checks(self) -> list[Cell]:
        """The cells that decide marks by themselves."""
        return [cell for cell in self.cells if cell.kind == "check"]

    @property
    def exercises(self) -> list[Cell]:
        """The cells that students fill in with code."""
        return [cell for cell in self.cells if cell.kind == "exercise"]

    @property
    def solution(self) -> dict[str, str]:
        """The lesson's own answers, by the names of exercises."""
        return {cell.name: cell.teachers for cell in self.exercises}

    @property
    def seen(self) -> list[str]:
        """What students see of the checks: by it a submission tells which version was handed out."""
        return [cell.visible.strip() for cell in self.checks]

    def lean(self) -> "Skeleton":
        """The same without the notebooks, whose outputs are large: all that marking needs, to be sent about."""
        small = copy.copy(self)
        small.notebook = small.blank = None
        return small

    def counts_like(self, other: "Skeleton") -> bool:
        """Can marks of the two stand in one gradebook: the same checks for the same points?"""
        return [(cell.name, cell.points) for cell in self.checks] == [(cell.name, cell.points) for cell in other.checks]

    def modules(self) -> list[str]:
        """What the teacher's cells import, to be imported once for all submissions."""
        texts = (cell.source for cell in self.cells if cell.kind in ("setup", "check") and cell.form == "code")
        return list(imported(tuple(texts)))


@lru_cache(8)  # each submission asks, of the same lesson
def imported(texts: tuple[str, ...]) -> tuple[str, ...]:
    """What Python texts import: modules, and names in modules, which may be modules as well."""
    nodes = [node for text in texts for node in ast.walk(ast.parse(text))]
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return *plain, *(f"{node.module}.{alias.name}" for node in froms for alias in node.names)


def skeleton_cell(cell: NotebookNode, blank: NotebookNode, visible: NotebookNode) -> Cell:
    """A cell of the skeleton. The three are the same cell: whole, without solution, without hidden tests."""
    about, form = cell.metadata.get("nbgrader", {}), "code" if cell.cell_type == "code" else "text"
    teachers = cell.source if form == "code" else ""
    # Equal texts are one object, which is sent once to each process that marks.
    stub, seen = (cell.source if other.source == cell.source else other.source for other in (blank, visible))
    return Cell(
        id=cell.id,
        kind=kind_of(cell, form),
        name=about.get("grade_id", ""),
        source=cell.source,
        teachers=teachers,
        stub=stub,
        visible=seen,
        points=float(about.get("points") or 0),
        form=form,
        binds=sorted(bound(teachers)),
        imports=imports(teachers),
    )


def kind_of(cell: NotebookNode, form: str) -> str:
    """What a cell is to the grader, by nbgrader's metadata and the tag that its demos have."""
    if is_solution(cell) or is_task(cell):
        return "exercise" if form == "code" else "written"
    if form == "text":
        return "prose"
    if is_grade(cell):
        return "check"
    if "demo" in cell.metadata.get("tags", []):
        return "demo"
    return "setup" if is_locked(cell) else "plain"
