"""Mutants: the reference with one small mistake in it. Checks that let many of them through would let people through.

Every operator below takes a node of the reference and yields what may stand in its place. The customs are those of
mutation testing (Jia and Harman, 2011, doi:10.1109/TSE.2010.62), and the mistakes are those that people make.
"""

import ast
import builtins
import copy
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

REGION = re.compile(r"### BEGIN SOLUTION.*?### END SOLUTION", re.DOTALL)
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
ARITHMETIC |= {ast.FloorDiv: ast.Div, ast.Mod: ast.Div, ast.MatMult: ast.Mult}
COMPARISONS = {ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt)}
COMPARISONS |= {ast.GtE: (ast.Gt, ast.LtE), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,)}
COMPARISONS |= {ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,)}
PAIRS = [("sum", "mean"), ("max", "min"), ("amax", "amin"), ("argmax", "argmin")]
TWINS = dict(PAIRS) | {second: first for first, second in PAIRS}
ONE, LAST = ast.Constant(1), ast.Constant(-1)


@dataclass(frozen=True)
class Mutant:
    """A cell with one mistake in it, in the reference's line `line`; before, after: that line as ast.unparse has it."""

    name: str
    line: int
    before: str
    after: str
    source: str

    @property
    def description(self) -> str:
        """What becomes of the line, for a reader."""
        return f"{self.before}  →  {self.after}"


def mutants(source: str) -> list[Mutant]:
    """The mutants of an exercise's cell, no two alike, in the order of the text; only its solution is changed."""
    tree, found, numbers = ast.parse(source), {}, Counter()
    reference, own = ast.unparse(tree), own_names(tree)
    for node in solution(source, tree):
        for kind, operator in OPERATORS.items():
            for new in operator(node):
                # A deep copy takes what the memo holds for what it has copied already: so `new` replaces `node`.
                text = ast.unparse(copy.deepcopy(tree, {id(node): new}))
                # A module instead of what one of its functions returns: nobody makes that mistake.
                is_module = isinstance(new, ast.Name) and new.id not in own
                if text != reference and text not in found and not is_module:
                    numbers[node.lineno, kind] += 1
                    name = f"L{node.lineno}-{kind}-{numbers[node.lineno, kind]}"
                    found[text] = Mutant(name, node.lineno, *changed(reference, text), text)
    return list(found.values())


def solution(source: str, tree: ast.Module) -> list[ast.AST]:
    """The nodes between the markers, in the order of the text."""
    spans = [[source.count("\n", 0, end) + 1 for end in match.span()] for match in REGION.finditer(source)]
    nodes = [node for node in ast.walk(tree) if hasattr(node, "lineno")]
    inside = [node for node in nodes if any(first < node.lineno and node.end_lineno < last for first, last in spans)]
    return sorted(inside, key=lambda node: (node.lineno, node.col_offset))


def own_names(tree: ast.Module) -> set[str]:
    """The names that the cell itself gives: arguments and what is assigned."""
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def changed(reference: str, text: str) -> tuple[str, str]:
    """The line that differs, before and after."""
    lines = zip(reference.splitlines(), text.splitlines(), strict=True)
    return next((before.strip(), after.strip()) for before, after in lines if before != after)


def arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    """The node with another operation: − for +, / for ×, × for a power."""
    match node:
        case ast.BinOp(left, op, right) if type(op) in ARITHMETIC:
            yield ast.BinOp(left, ARITHMETIC[type(op)](), right)
        case ast.AugAssign(target, op, value) if type(op) in ARITHMETIC:
            yield ast.AugAssign(target, ARITHMETIC[type(op)](), value)


def comparison(node: ast.AST) -> Iterator[ast.AST]:
    """The node with one comparison changed: < to ≤ and so on."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            for other in COMPARISONS[type(op)]:
                ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)


def logic(node: ast.AST) -> Iterator[ast.AST]:
    """The node with and for or, without not, with True for False."""
    match node:
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)


def number(node: ast.AST) -> Iterator[ast.AST]:
    """The node one larger and one smaller."""
    match node:
        case ast.Constant(int(n) | float(n)) if not isinstance(n, bool):
            yield ast.Constant(n + 1)
            yield ast.Constant(n - 1)


def sign(node: ast.AST) -> Iterator[ast.AST]:
    """The node without its minus, or a returned value negated."""
    match node:
        case ast.UnaryOp(ast.USub(), operand):
            yield operand
        case ast.Return(ast.UnaryOp(ast.USub() | ast.Not(), operand)):
            yield ast.Return(operand)
        case ast.Return(ast.BoolOp() | ast.Compare() as truth):
            yield ast.Return(ast.UnaryOp(ast.Not(), truth))
        case ast.Return(ast.expr() as value):
            yield ast.Return(ast.UnaryOp(ast.USub(), value))


def letters(node: ast.AST) -> Iterator[ast.AST]:
    """Two neighbouring letters of an einsum's equation change places."""
    match node:
        case ast.Constant(str(text)) if "->" in text:
            for place, (first, second) in enumerate(pairwise(text)):
                if first.isalpha() and second.isalpha():
                    yield ast.Constant(text[:place] + second + first + text[place + 2 :])


def statement(node: ast.AST) -> Iterator[ast.AST]:
    """The statement left out."""
    match node:
        case ast.Expr(ast.Constant()):  # a docstring does nothing
            pass
        case ast.Assign() | ast.AugAssign() | ast.AnnAssign() | ast.Expr():
            yield ast.Pass()


def argument(node: ast.AST) -> Iterator[ast.AST]:
    """A keyword argument is left out, or two neighbouring arguments change places."""
    if isinstance(node, ast.Call):
        for place in range(len(node.keywords)):
            yield ast.Call(node.func, node.args, node.keywords[:place] + node.keywords[place + 1 :])
        for place, (first, second) in enumerate(pairwise(node.args)):
            yield ast.Call(node.func, [*node.args[:place], second, first, *node.args[place + 2 :]], node.keywords)


def call(node: ast.AST) -> Iterator[ast.AST]:
    """A method is left out of a chain, or is taken for its twin."""
    match node:
        case ast.Call(ast.Attribute(value, name, context), args, keywords):
            if name in TWINS:
                yield ast.Call(ast.Attribute(value, TWINS[name], context), args, keywords)
            yield value
        case ast.Call(ast.Name(name, context), args, keywords) if hasattr(builtins, TWINS.get(name, "")):
            yield ast.Call(ast.Name(TWINS[name], context), args, keywords)


def bounds(node: ast.AST) -> Iterator[ast.AST]:
    """A slice or a range begins one later or ends one earlier, or a range forgets where; `number` sees to constants."""
    match node:
        case ast.Slice(lower, upper, step):
            if not isinstance(lower, ast.Constant):
                yield ast.Slice(ast.BinOp(lower, ast.Add(), ONE) if lower else ONE, upper, step)
            if not isinstance(upper, ast.Constant):
                yield ast.Slice(lower, ast.BinOp(upper, ast.Sub(), ONE) if upper else LAST, step)
        case ast.Call(ast.Name("range") as name, [stop], []):
            yield ast.Call(name, [ONE, stop], [])
            if not isinstance(stop, ast.Constant):
                yield ast.Call(name, [ast.BinOp(stop, ast.Sub(), ONE)], [])
        case ast.Call(ast.Name("range") as name, [start, stop, *_], []):
            yield ast.Call(name, [start], [])
            yield ast.Call(name, [stop], [])


OPERATORS = {
    operator.__name__: operator
    for operator in (arithmetic, comparison, logic, number, sign, letters, statement, argument, call, bounds)
}
