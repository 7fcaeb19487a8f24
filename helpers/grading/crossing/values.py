"""Values by value: packed into JSON nodes and blocks of bytes, rebuilt as exact built-in types.

A node is a JSON scalar for None, truth values, strings and ordinary numbers, else a list that begins with a tag. Within
one exchange (a call and its answer) lists, dicts, sets, arrays and tensors have numbers, so that aliases stay aliases.
"""

import math
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from types import EllipsisType, NoneType
from typing import Any

import numpy as np
import torch

from .arrays import (
    bounds_of,
    is_plain,
    pack_array,
    pack_scalar,
    pack_tensor,
    simple_dtype,
    unpack_array,
    unpack_scalar,
    unpack_tensor,
)
from .channel import BadMessageError
from .frames import pack_frame, unpack_frame

DEEPEST, MOST_NODES = 60, 2_000_000
BIGGEST = 1 << 53  # a whole number up to here is itself in every JSON reader


class CannotCross(BaseException):
    """A check asks for something that cannot be had from another process.

    A grader's fault, told to the teacher: no `except Exception` of a check turns it into False or a zero.
    """


class Exchange:
    """One call and its answer: the objects that crossed, by number, on this side.

    away: what becomes of a value that does not cross by value: a node, or CannotCross.
    home: the other way round, from such a node to a value; BadMessageError where it is not of the agreed form.
    strict: this side believes nothing of what arrives.
    """

    def __init__(self, away: Callable[[Any, "Exchange"], list], home: Callable[[list, "Exchange"], Any], strict: bool):
        self.away, self.home, self.strict = away, home, strict
        self.objects: dict[int, Any] = {}
        self.numbers: dict[int, int] = {}
        self.blocks: list = []  # what is being packed
        self.ranges: list[tuple[int, int, int]] = []  # start and end of memory that is being packed, and its block
        self.copies: list[tuple] = []  # views that go packed, and their packed copies
        self.arrived: list[bytearray] = []  # what is being unpacked
        self.keep: list = []  # addresses and ids stay taken as long as this lives
        self.inputs: list[torch.Tensor] = []  # tensors that were given and require a gradient
        self.outputs: list[torch.Tensor] | None = None  # those of an answer, where somebody may ask for its gradient
        self.given: list[torch.Tensor] = []  # those same ones, on the side that asked
        self._left = MOST_NODES

    def pack(self, value: Any, depth: int = 0) -> Any:
        """The node of a value; its bytes are added to `blocks`."""
        kind = type(value)
        if kind in (bool, NoneType, str) or (kind is int and abs(value) < BIGGEST):
            return value
        if kind is float and math.isfinite(value):
            return value
        if id(value) in self.numbers:
            return ["r", self.numbers[id(value)]]
        if self.outputs is not None and issubclass(kind, torch.Tensor) and value.requires_grad:
            return ["G", self._output(value)]
        if depth > DEEPEST:
            raise CannotCross("a value nested too deeply")
        pack = EXACT.get(kind) or next((pack for base, pack in PACKERS if issubclass(kind, base)), pack_frame)
        node = pack(self, value, depth + 1)
        return self.away(value, self) if node is None else node

    def unpack(self, node: Any, depth: int = 0) -> Any:
        """The value of a node. Raises BadMessageError where it has none."""
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise BadMessageError("a value that is too deep or too large")
        if type(node) in (bool, NoneType, str, int, float):
            return node
        if type(node) is not list or not node or type(node[0]) is not str:
            raise BadMessageError("a value of no known form")
        unpack = UNPACKERS.get(node[0])
        try:
            return unpack(self, depth + 1, *node[1:]) if unpack else self.home(node, self)
        except (TypeError, ValueError, KeyError, IndexError, OverflowError, RuntimeError) as error:
            raise BadMessageError(f"a value of a wrong form ({type(error).__name__})") from None

    def number(self, value: Any) -> int:
        """The value's number, from now on the same on both sides."""
        number = self.numbers[id(value)] = len(self.objects)
        self.objects[number] = value
        self.keep.append(value)
        return number

    def register(self, number: Any, value: Any) -> Any:
        """Remember under its number what arrived."""
        if type(number) is not int or number != len(self.objects):
            raise BadMessageError("a number out of turn")
        return self.objects[self.number(value)]

    def block(self, memory: Any, address: int | None = None, itemsize: int = 1) -> tuple[int, int]:
        """The place of some bytes among the blocks, and where in that block they begin; what is there is sent once."""
        for start, end, place in self.ranges if address is not None else ():
            if start <= address and address + len(memory) <= end and (address - start) % itemsize == 0:
                return place, address - start
        self.blocks.append(memory)
        self.keep.append(memory)
        if address is not None:
            self.ranges.append((address, address + len(memory), len(self.blocks) - 1))
        return len(self.blocks) - 1, 0

    def announce(self, values: Any) -> None:
        """Put the memory of the largest arrays and tensors first, so that views of it find it there."""
        found = [value for value in flat(values) if issubclass(type(value), (np.ndarray, torch.Tensor))]
        if are_apart(found):
            return
        for value in sorted(found, key=lambda value: -value.nbytes):
            other = Exchange(self.away, self.home, self.strict)
            other.ranges, other.blocks, other.keep = self.ranges, self.blocks, self.keep
            if not (isinstance(value, np.ndarray) and value.dtype.kind == "O"):
                other.pack(value)

    def memory(self, place: Any) -> bytearray:
        """The block at a place."""
        if type(place) is not int or not 0 <= place < len(self.arrived):
            raise BadMessageError("a block that is not there")
        return self.arrived[place]

    def fill(self, numbered: Any, tag: str, items: list, depth: int = 1) -> None:
        """Put new contents into a list, a dict or a set, in place."""
        if type(items) is not list:
            raise BadMessageError("contents of no known form")
        if tag == "d" and type(numbered) is dict:
            pairs = [(self.unpack(key, depth), self.unpack(value, depth)) for key, value in items]
            numbered.clear()
            numbered.update(pairs)
        elif tag == "l" and type(numbered) is list:
            numbered[:] = [self.unpack(item, depth) for item in items]
        elif tag == "s" and type(numbered) is set:
            new = [self.unpack(item, depth) for item in items]
            numbered.clear()
            numbered.update(new)
        else:
            raise BadMessageError("contents for something that has none")

    def _output(self, tensor: torch.Tensor) -> int:
        for place, other in enumerate(self.outputs):
            if other is tensor:
                return place
        self.outputs.append(tensor)
        return len(self.outputs) - 1

    def contents(self, value: Any, depth: int = 1) -> list:
        """The nodes of what a list, a dict or a set holds. What the other side would refuse is not even begun."""
        self._left -= (size := type_of(value).__len__(value))
        if self._left < 0:
            raise CannotCross(f"a value that holds too much ({size:,} items)")
        if issubclass(type(value), dict):
            return [[self.pack(key, depth), self.pack(item, depth)] for key, item in dict.items(value)]
        return [self.pack(item, depth) for item in type_of(value).__iter__(value)]


def flat(values: Any, depth: int = 0) -> Iterator[Any]:
    """The values in tuples, lists and dicts, a few levels deep."""
    kind = type(values)
    if kind in (tuple, list, dict) and depth < 4:
        for value in values.values() if kind is dict else values:
            yield from flat(value, depth + 1)
    else:
        yield values


def are_apart(values: list) -> bool:
    """Does each of these arrays and tensors have memory of its own? False where that is not plain to see."""
    if len(values) < 2:
        return True
    if not all(type(value) is np.ndarray or (type(value) is torch.Tensor and is_plain(value)) for value in values):
        return False
    bounds = sorted(map(bounds_of, values))
    return all(end <= start for (_, end), (start, _) in pairwise(bounds))


def type_of(value: Any) -> type:
    """The built-in container that a value is, whatever a subclass makes of iterating."""
    return next(base for base in (list, tuple, set, frozenset, dict) if issubclass(type(value), base))


def _container(tag: str) -> Callable:
    def pack(exchange: Exchange, value: Any, depth: int) -> list:
        number = exchange.number(value)  # first: it may contain itself
        return [tag, number, exchange.contents(value, depth)]

    return pack


def _pack_tuple(exchange: Exchange, value: tuple, depth: int) -> list:
    return ["t", [exchange.pack(item, depth) for item in tuple.__iter__(value)]]


def _pack_int(_exchange: Exchange, value: int, _depth: int) -> Any:
    plain = int.__index__(value)
    return plain if abs(plain) < BIGGEST else ["i", hex(plain)]


def _pack_float(_exchange: Exchange, value: float, _depth: int) -> Any:
    return float.__pos__(value) if math.isfinite(value) else ["f", float.__repr__(value)]


def _pack_complex(exchange: Exchange, value: complex, depth: int) -> list:
    return ["c", exchange.pack(value.real, depth), exchange.pack(value.imag, depth)]


def _pack_array(exchange: Exchange, value: np.ndarray, depth: int) -> list | None:
    if value.dtype.kind == "O":
        number = exchange.number(value)
        return ["o", number, list(value.shape), [exchange.pack(item, depth) for item in value.ravel().tolist()]]
    return pack_array(exchange, value)


PACKERS: list[tuple[type | tuple, Callable]] = [
    (np.generic, lambda x, v, _: pack_scalar(x, v)),  # before float: np.float64 is one
    (int, _pack_int),
    (float, _pack_float),
    (str, lambda _x, v, _d: str.__str__(v)),
    (complex, _pack_complex),
    ((bytes, bytearray), lambda x, v, _: ["b" if issubclass(type(v), bytes) else "ba", x.block(bytes(v))[0]]),
    (torch.Size, lambda _x, v, _d: ["S", list(v)]),  # before tuple: it is one
    (tuple, _pack_tuple),
    (list, _container("l")),
    (dict, _container("d")),
    (set, _container("s")),
    (frozenset, lambda x, v, d: ["z", x.contents(v, d)]),
    (range, lambda _x, v, _d: ["g", hex(v.start), hex(v.stop), hex(v.step)]),
    (slice, lambda x, v, d: ["x", *(x.pack(part, d) for part in (v.start, v.stop, v.step))]),
    (EllipsisType, lambda *_: ["…"]),
    (np.ndarray, _pack_array),
    (torch.Tensor, lambda x, v, _: pack_tensor(x, v)),
    (torch.dtype, lambda _x, v, _d: ["D", str(v).removeprefix("torch.")]),
    (torch.device, lambda _x, v, _d: ["V", v.type, v.index]),
    (np.dtype, lambda _x, v, _d: ["N", v.str] if v.kind in "biufcSUmM" else None),
]


def _unpack_container(new: type, tag: str) -> Callable:
    def unpack(exchange: Exchange, depth: int, number: int, items: list) -> Any:
        value = exchange.register(number, new())
        exchange.fill(value, tag, items, depth)
        return value

    return unpack


def _unpack_objects(exchange: Exchange, depth: int, number: int, shape: list, items: list) -> np.ndarray:
    array = exchange.register(number, np.empty(len(items), dtype=object))
    for place, item in enumerate(items):
        array[place] = exchange.unpack(item, depth)
    array.shape = tuple(shape)
    return array


def _unpack_device(_exchange: Exchange, _depth: int, kind: str, index: int | None) -> torch.device:
    return torch.device(kind) if index is None else torch.device(kind, index)


def _unpack_frame(tag: str, exchange: Exchange, depth: int, *parts: Any) -> Any:
    try:
        return unpack_frame(exchange, depth, tag, *parts)
    except BadMessageError:
        raise
    except Exception as error:  # whatever pandas makes of it
        raise BadMessageError(f"a table of a wrong form ({type(error).__name__})") from None


EXACT = {
    kind: pack for base, pack in reversed(PACKERS) for kind in (base if isinstance(base, tuple) else [base])
}  # what nearly all values are, found at once


UNPACKERS: dict[str, Callable] = {
    "r": lambda x, _, number: x.objects[number],
    "G": lambda x, _, place: x.given[place],
    "i": lambda x, _, text: int(text, 16),
    "f": lambda x, _, text: {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[text],
    "c": lambda x, d, real, imag: complex(x.unpack(real, d), x.unpack(imag, d)),
    "b": lambda x, _, place: bytes(x.memory(place)),
    "ba": lambda x, _, place: bytearray(x.memory(place)),
    "S": lambda x, _, sizes: torch.Size(sizes),
    "t": lambda x, d, items: tuple(x.unpack(item, d) for item in items),
    "l": _unpack_container(list, "l"),
    "d": _unpack_container(dict, "d"),
    "s": _unpack_container(set, "s"),
    "z": lambda x, d, items: frozenset(x.unpack(item, d) for item in items),
    "g": lambda x, _, *parts: range(*(int(part, 16) for part in parts)),
    "x": lambda x, d, *parts: slice(*(x.unpack(part, d) for part in parts)),
    "…": lambda x, _: ...,
    "n": lambda x, _, *node: unpack_array(x, *node),
    "o": _unpack_objects,
    "u": lambda x, _, *node: unpack_scalar(x, *node),
    "T": lambda x, _, *node: unpack_tensor(x, *node),
    "D": lambda x, _, name: _dtype(name),
    "V": _unpack_device,
    "N": lambda x, _, text: simple_dtype(text),
    **{tag: partial(_unpack_frame, tag) for tag in ("PF", "PS", "PI", "PN", "PT")},
}


def _dtype(name: str) -> torch.dtype:
    found = getattr(torch, name) if name.isidentifier() else None
    if type(found) is not torch.dtype:
        raise ValueError(name)
    return found
