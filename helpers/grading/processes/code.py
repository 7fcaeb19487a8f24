"""A check's text as code, compiled once: by the teacher's process, which hands it to all those that mark."""

import ast
from collections.abc import Iterable
from types import CodeType

from ..rebuild import Cell

KNOWN: dict[tuple[str, str], list[CodeType | None]] = {}  # by name and text of a check


def code_of(name: str, source: str) -> list[CodeType | None]:
    """The code of a check's statements, and of its last one where that is an expression, whose value is its credit.

    Raises SyntaxError and ValueError as `compile` does.
    """
    if (name, source) not in KNOWN:
        file = file_of(name)
        tree = ast.parse(source, file)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        code = compile(tree, file, "exec"), compile(ast.Expression(last.value), file, "eval") if last else None
        KNOWN[name, source] = [*code]
    return KNOWN[name, source]


def file_of(name: str) -> str:
    """What tracebacks call a check."""
    return f"<{name}>"


def codes(checks: Iterable[Cell]) -> dict[str, list[CodeType | None]]:
    """The code of each check that has one, by name, as `marshal` can hand it on."""
    found = {}
    for cell in checks:
        try:
            found[cell.name] = code_of(cell.name, cell.source)
        except (SyntaxError, ValueError):  # who runs it hears of it
            continue
    return found


def learn(checks: Iterable[Cell], found: dict[str, list[CodeType | None]]) -> None:
    """Know the code of checks that another process has compiled."""
    KNOWN.update({(cell.name, cell.source): found[cell.name] for cell in checks if cell.name in found})
