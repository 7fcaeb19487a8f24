"""Ways in which a notebook's file can be damaged; each draws what it does, and changes a copy."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

ODD = (  # what may stand where something else belongs
    *(None, True, -1, 0, 2**63, 1e308, float("nan"), "", "x", "\x00", "\ud800", "a" * 10_000, [], {}, [[]] * 50),
    *({"": {}}, [None, {}], {"nbgrader": []}, ["import os\n", 3], {"source": ["def add(a, b):\n", "    return a + b"]}),
)
FORMS = ("utf-16", "utf-8-sig", "latin-1")


def damaged(notebook: dict, draw: Random) -> bytes:
    """The bytes of a notebook's file after one to four kinds of damage, most to its structure, some to its bytes."""
    tree = copy.deepcopy(notebook)
    for _ in range(draw.randint(1, 4)):
        tree = draw.choice(STRUCTURE)(tree, draw)
    data = json.dumps(tree).encode("utf-8", "surrogatepass")
    return draw.choice(BYTES)(data, draw) if draw.random() < 0.3 else data


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a tree with each of its keys."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from places(tree[key])


def put_odd(tree: dict, draw: Random) -> dict:
    """Something odd in some place."""
    inside, key = draw.choice(list(places(tree)) or [({"": 0}, "")])
    inside[key] = copy.deepcopy(draw.choice(ODD))
    return tree


def leave_out(tree: dict, draw: Random) -> dict:
    """Something is missing."""
    inside, key = draw.choice(list(places(tree)) or [({"": 0}, "")])
    del inside[key]
    return tree


def swap(tree: dict, draw: Random) -> dict:
    """Two values have changed places; neither then holds itself."""
    found = list(places(tree))
    if len(found) > 1:
        (one, here), (other, there) = draw.sample(found, 2)
        one[here], other[there] = copy.deepcopy(other[there]), copy.deepcopy(one[here])
    return tree


def add_key(tree: dict, draw: Random) -> dict:
    """A container has a key more."""
    found = [inside[key] for inside, key in places(tree) if isinstance(inside[key], dict)]
    draw.choice(found or [tree])[draw.choice(("", "id", "nbgrader", "metadata", "x" * 1000))] = draw.choice(ODD)
    return tree


def cells_of(tree: dict) -> list:
    """The list of cells, or an empty one where it is damaged already."""
    cells = tree.get("cells") if isinstance(tree, dict) else None
    return cells if isinstance(cells, list) else []


def double_cells(tree: dict, draw: Random) -> dict:
    """Some cells are there twice, or many times."""
    cells = cells_of(tree)
    for cell in draw.sample(cells, min(len(cells), draw.randint(1, 3))):
        for _ in range(draw.choice((1, 2, 200))):
            cells.insert(draw.randrange(len(cells) + 1), copy.deepcopy(cell))
    return tree


def shuffle_cells(tree: dict, draw: Random) -> dict:
    """The cells are in another order."""
    draw.shuffle(cells_of(tree))
    return tree


def other_kind(tree: dict, draw: Random) -> dict:
    """A cell is of another type, known or not."""
    for cell in cells_of(tree)[:1] + draw.sample(cells_of(tree), min(1, len(cells_of(tree)))):
        if isinstance(cell, dict):
            cell["cell_type"] = draw.choice(("markdown", "raw", "code", "heading", "", None))
    return tree


def other_text(tree: dict, draw: Random) -> dict:
    """A cell's text is cut, repeated, or has letters that no program has."""
    cells = [cell for cell in cells_of(tree) if isinstance(cell, dict) and isinstance(cell.get("source"), str)]
    for cell in draw.sample(cells, min(1, len(cells))):
        text, at = cell["source"], draw.randrange(len(cell["source"]) + 1)
        changes = (text[:at], text * 50, text[:at] + "\u202e\x1b[2J\u200b" + text[at:], text[::-1], text.split("\n"))
        cell["source"] = draw.choice(changes)
    return tree


def other_version(tree: dict, draw: Random) -> dict:
    """The file says that it is of another version of the format."""
    if isinstance(tree, dict):
        tree["nbformat"], tree["nbformat_minor"] = draw.choice((3, 4, 5, 99, "4")), draw.choice((0, 2, 5, 99, None))
    return tree


def deep(tree: dict, draw: Random) -> dict:
    """Somewhere it is nested very deeply."""
    bottom: Any = 0
    for _ in range(draw.choice((50, 200, 350))):
        bottom = [bottom] if draw.random() < 0.5 else {"x": bottom}
    inside, key = draw.choice(list(places(tree)) or [({"": 0}, "")])
    inside[key] = bottom
    return tree


def cut(data: bytes, draw: Random) -> bytes:
    """The file ends early."""
    return data[: draw.randrange(len(data) + 1)]


def flip(data: bytes, draw: Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(draw.choice((1, 3, 50)) if changed else 0):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def other_form(data: bytes, draw: Random) -> bytes:
    """The file is written in other bytes."""
    return data.decode("utf-8", "replace").encode(draw.choice(FORMS), "replace")


def twice(data: bytes, draw: Random) -> bytes:
    """The file holds itself twice, or something before or after."""
    return draw.choice(
        (data + data, b"\x00" * 100 + data, data + b"\n<<<<<<< HEAD\n", b"[" * 100_000, b"PK\x03\x04", b"")
    )


STRUCTURE: tuple[Callable[[dict, Random], dict], ...] = (
    *(put_odd, put_odd, put_odd, leave_out, leave_out, swap, add_key, double_cells, shuffle_cells),
    *(other_kind, other_text, other_text, other_version, deep),
)
BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (cut, flip, other_form, twice)
