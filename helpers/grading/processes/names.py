"""The global names of the checks: those that answers bind are looked up in the student's process."""

import ast
import builtins
from itertools import islice
from typing import Any

DELETED = object()


class Names(dict):
    """A namespace for exec.

    theirs: the names that exercises bind, which are looked up over there always; binding one here binds it there, too.
    known: names of other cells of the teacher's, looked up over there where they are not bound here.
    """

    def __init__(self, theirs: set[str], known: set[str] = frozenset()):
        super().__init__(__name__="__main__")
        self.theirs, self.known, self._student = theirs, known, None
        self._here: dict[str, Any] = {}
        self._touched = False

    def begin(self, student: Any) -> None:
        """Start a check: what earlier ones knew of the student's names is forgotten."""
        self._student, self._here, self._touched = student, {}, False

    def end(self) -> None:
        """Undo over there what the check bound or deleted."""
        if self._touched:
            self._student.undo()
        self._here, self._touched = {}, False

    def __getitem__(self, name: str) -> Any:
        if name in self.theirs:
            return self._theirs(name)
        if dict.__contains__(self, name):
            return dict.__getitem__(self, name)
        if name not in self.known or hasattr(builtins, name) or self._student is None:
            raise KeyError(name)
        return self._theirs(name)

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self.theirs or self._student is None:
            dict.__setitem__(self, name, value)
            return
        self._here[name], self._touched = value, True
        self._student.bind(name, value)

    def __delitem__(self, name: str) -> None:
        if name not in self.theirs or self._student is None:
            dict.__delitem__(self, name)
            return
        self._here[name], self._touched = DELETED, True
        self._student.unbind(name)

    def _theirs(self, name: str) -> Any:
        if name not in self._here:
            self._here[name] = self._student.look(name)
        if self._here[name] is DELETED:
            raise KeyError(name)
        return self._here[name]


def bound(text: str) -> set[str]:
    """The names that a cell binds at its top level but by imports; none where it is no plain Python, or too deep."""
    finder = _Bound()
    try:
        finder.visit(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return finder.names


def brought(text: str) -> set[str]:
    """The names that a cell's imports bind at its top level."""
    lines = [ast.parse(line).body[0] for line in imports(text)]
    return {(alias.asname or alias.name).partition(".")[0] for line in lines for alias in line.names}


def imports(text: str) -> list[str]:
    """The import statements at the top level of a cell; none where it is no plain Python, or too deep."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [ast.unparse(node) for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]


class _Bound(ast.NodeVisitor):
    """Collects names that statements bind, without looking into functions and classes."""

    def __init__(self):
        self.names: set[str] = set()

    def visit_FunctionDef(self, node: Any) -> None:
        self.names.add(node.name)

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef  # noqa: N815 (ast's names)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """Its arguments are its own."""

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_Lambda  # noqa: N815 (ast's names)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.names.add(node.id)


def newest(modules: dict, before: int) -> list[str]:
    """The names of those that came after so many: to look at all would copy pages that this fork shares."""
    return list(islice(reversed(modules), max(0, len(modules) - before)))
