"""Finds, in a check's text, what cannot be asked of an answer from another process.

When submissions are marked, an exercise's functions and objects stay in the student's process: a check can call them,
ask for attributes and items, and iterate; numbers, lists, arrays and tensors come over as what they are.
"""

import ast
from collections.abc import Iterator

from .lesson import Cell, Lesson
from .problem import Problem

ABOUT_THE_OBJECT = {"isinstance", "issubclass", "type", "id", "vars", "hash", "getsource", "signature", "getmembers"}
MEND = "call it, and check what it returns"


def checks_can_cross(lesson: Lesson) -> Iterator[Problem]:
    """Does every check ask only what can be asked of a function in another process?"""
    functions, classes = set(), set()
    for cell in lesson.exercises.values():
        for node in ast.parse(cell.source).body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                functions.add(node.name)
            elif isinstance(node, ast.ClassDef):
                classes.add(node.name)
    for cell in lesson.of("check"):
        yield from problems_of(lesson, cell, functions, classes)


def problems_of(lesson: Lesson, cell: Cell, functions: set[str], classes: set[str]) -> Iterator[Problem]:
    """The problems of one check."""
    tree = ast.parse(cell.source)
    stays = functions | classes | objects(tree, classes)
    for node in ast.walk(tree):
        for name, use in dict.fromkeys(uses(node)):
            if name in stays:
                reason = f"the check {use} {name!r}, which stays in the student's process when it is marked"
                yield lesson.problem(cell, reason, MEND, node.lineno - 1)


def objects(tree: ast.Module, classes: set[str]) -> set[str]:
    """The names that a check gives to objects of the exercise's classes."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and name_of(node.value.func) in classes:
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def uses(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The names that a node uses in a way that needs the object itself, and how."""
    if isinstance(node, ast.Compare):
        pairs = zip([node.left, *node.comparators], [*node.ops, node.ops[-1]], strict=False)
        yield from ((name_of(part), "compares") for part, op in pairs if not isinstance(op, (ast.Is, ast.IsNot)))
    elif isinstance(node, ast.BinOp):
        yield from ((name_of(part), "calculates with") for part in (node.left, node.right))
    elif isinstance(node, (ast.If, ast.While, ast.Assert, ast.IfExp)):
        yield name_of(node.test), "asks for the truth of"
    elif isinstance(node, ast.UnaryOp):
        yield name_of(node.operand), "asks for the truth of"
    elif isinstance(node, ast.BoolOp):
        yield from ((name_of(part), "asks for the truth of") for part in node.values)
    elif isinstance(node, ast.Call) and last_name(node.func) in ABOUT_THE_OBJECT:
        yield from ((name_of(part), f"calls {last_name(node.func)} on") for part in node.args)


def name_of(node: ast.AST) -> str:
    """The name that a node is, if it is one."""
    return node.id if isinstance(node, ast.Name) else ""


def last_name(node: ast.AST) -> str:
    """The function's own name in inspect.getsource as in getsource."""
    return node.attr if isinstance(node, ast.Attribute) else name_of(node)
