"""The checking side: stand-ins for what lives in the student's process.

A stand-in can be called, asked for attributes, items, its length, and iterated; whatever else a check tries raises
CannotCross.
"""

import contextlib
import io
import math
import pickle
import types
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from ..crossing.changes import put_back
from ..crossing.channel import BadMessageError, Channel
from ..crossing.draws import move_on, packed, states
from ..crossing.peer import Peer
from ..crossing.values import CannotCross, Exchange
from .clock import Clock

OUR_MODULES = ("torch.", "helpers.")  # modules of these may go in pickled: the student's process has them too


class StandIn:
    """What a check holds instead of a student's object."""

    def __init__(self, peer: "Student", handle: int, said: str):
        object.__setattr__(self, "_hold", (peer, handle, said))

    def __getattr__(self, name: str) -> Any:
        peer, handle, _ = object.__getattribute__(self, "_hold")
        return peer.attribute(handle, name)

    def __getitem__(self, key: Any) -> Any:
        peer, handle, _ = object.__getattribute__(self, "_hold")
        return peer.item(handle, key)

    def __len__(self) -> int:
        peer, handle, _ = object.__getattribute__(self, "_hold")
        return peer.length(handle)

    def __iter__(self) -> Iterator:
        peer, handle, _ = object.__getattribute__(self, "_hold")
        return peer.iterate(handle)

    def __repr__(self) -> str:
        return object.__getattribute__(self, "_hold")[2]

    @property
    def __class__(self) -> type:
        """What isinstance asks when the type itself does not say."""
        raise CannotCross(f"a check asks what {self!r} is an instance of; it stays in the student's process")


class CallableStandIn(StandIn):
    """A stand-in for a function, a class or another callable."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's object with these; raises what it raised there."""
        peer, handle, _ = object.__getattribute__(self, "_hold")
        return peer.call_handle(handle, args, kwargs)


class IteratorStandIn(StandIn):
    """A stand-in for a generator or another iterator."""

    def __next__(self) -> Any:
        peer, handle, _ = object.__getattribute__(self, "_hold")
        return peer.following(handle)

    def __iter__(self) -> "IteratorStandIn":
        return self


def _refuses(operation: str) -> Any:
    def refuse(self: StandIn, *_: Any) -> Any:
        said = object.__getattribute__(self, "_hold")[2]
        raise CannotCross(f"a check uses {operation} on {said}, which stays in the student's process")

    return refuse


OPERATIONS = (  # what Python calls on an object for operators, conversions, with, copy and pickle
    "eq ne lt le gt ge bool contains int float complex index round neg pos abs invert "
    "add radd sub rsub mul rmul matmul rmatmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow and rand or ror "
    "xor rxor lshift rshift iadd isub imul setattr delattr setitem delitem enter exit reduce_ex copy deepcopy"
)
ABOUT = {"__name__", "__qualname__", "__doc__", "__wrapped__", "__annotations__", "__defaults__", "__code__"}
for _name in OPERATIONS.split():
    setattr(StandIn, f"__{_name}__", _refuses(f"__{_name}__"))
StandIn.__hash__ = object.__hash__
MOST_MESSAGES = 20_000  # from the student's process during one request
LARGEST_SHOWN, LONGEST_SHOWN = 32, 600  # numbers, characters
UNHEARD = [None] * 3
KINDS = {"": StandIn, "call": CallableStandIn, "next": IteratorStandIn}


class Student(Peer):
    """The student's process, seen from the check's side. Nothing that it says is believed."""

    strict = True

    def __init__(self, channel: Channel, hear: Any):
        super().__init__(channel)
        self.clock = Clock()
        self.serves = {"call": self._serve_call, "backward": self._slope, "print": self._hear}
        self._hear_text, self._standins, self._messages = hear, {}, 0
        self._bound: set[int] = set()  # functions that names over there are bound to
        self._offers: list[set[int]] = []  # of each call that is going on: the functions that it hands over
        self.calls: list[str] = []  # of the running check: its calls, in words where `words` is set
        self.words = False
        self._names: dict[int, str] = {}
        self._states = UNHEARD  # of the generators of random numbers, which the other side knows of

    def ask(self, message: dict, exchange: Exchange | None = None) -> tuple[dict, Exchange]:
        """As every peer does, under the clock, which runs for the outermost request."""
        if self._depth:
            return super().ask(message, exchange)
        self._messages = 0
        with self.clock.running(message["do"] == "call"):
            return super().ask(message, exchange)

    def serve(self, message: dict, blocks: list) -> None:
        """Prints need no answer."""
        self._messages += 1
        if self._messages > MOST_MESSAGES:
            raise BadMessageError("too many messages")
        if message.get("do") == "print":
            self._hear(message)
            return
        try:
            super().serve(message, blocks)
        except CannotCross as error:  # the answer gave a function of the check something that stays over there
            self.answer({"raised": self.describe(TypeError(error))}, [])

    def describe(self, error: BaseException) -> dict:
        """Only the kind of error: words and traceback of one in a hidden test would show its text."""
        names = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
        return {"names": names, "said": "", "args": None, "there": ""}

    def _serve_call(self, message: dict, exchange: Exchange) -> dict:
        """Only what a check handed over: other values can be called as well, a torch.device for one."""
        target = message.get("target")
        if type(target) is not list or target[:1] != ["call"]:
            raise BadMessageError("a call of what is no function of the check")
        return super()._serve_call(message, exchange)

    def put_back(self) -> None:
        """Make the arguments of the check that has run what they were before it, where `restores` was a list."""
        restores, self.restores = self.restores or [], None
        put_back(restores)

    def new_check(self) -> None:
        """Forget what the check before this one handed over."""
        self.changed = False
        self.calls.clear()
        self.kept.clear()
        self._bound.clear()
        self._handles.clear()
        self._held.clear()

    def hear(self, hear: Any) -> None:
        """From now on, what is printed over there goes to hear(stream, text)."""
        self._hear_text = hear

    def _hear(self, message: dict) -> None:
        text, stream = message.get("text"), message.get("stream")
        if type(text) is not str or stream not in ("stdout", "stderr"):
            raise BadMessageError("a print of no known form")
        self._hear_text(stream, text)

    def run_cell(self, text: str) -> dict:
        """Run a cell over there; what it displayed and how it failed, as plain JSON."""
        return self.ask({"do": "run", "text": text})[0]

    def became(self) -> dict:
        """What its process has imported since it began, and by how many megabytes it had grown at most.

        For the lesson's own solution: others would say anything.
        """
        return self.value(*self.ask({"do": "became"}))

    def look(self, name: str) -> Any:
        """The value of a name over there, or a stand-in for it. Raises KeyError where it is not bound."""
        answer, exchange = self.ask({"do": "look", "name": name})
        if answer.get("absent") is True:
            raise KeyError(name)
        value = self.value(answer, exchange)
        if isinstance(type(value), type) and issubclass(type(value), StandIn):
            self._names[object.__getattribute__(value, "_hold")[1]] = name
        return value

    def bind(self, name: str, value: Any) -> None:
        """Bind a name over there; a function stays handed over until the check ends."""
        exchange = self.exchange()
        self._offers.append(self._bound)
        try:
            self.ask({"do": "bind", "name": name, "value": exchange.pack(value)}, exchange)
        finally:
            self._offers.pop()

    def unbind(self, name: str) -> None:
        """Delete a name over there."""
        self.ask({"do": "unbind", "name": name})

    def undo(self) -> None:
        """Give the names over there the values that they had before they were bound and deleted from here."""
        self.ask({"do": "undo"})

    def call_handle(self, handle: int, args: tuple, kwargs: dict) -> Any:
        """Call an object over there, with the random states of here."""
        # Before the call: it may change its arguments.
        self.calls.append(call_in_words(self._names.get(handle, ""), args, kwargs) if self.words else "")
        self._offers.append(set())
        try:
            with self._drawing():
                return self.call(["h", handle], args, kwargs, self._random_states)
        finally:
            self._offers.pop()

    def attribute(self, handle: int, name: str) -> Any:
        """An attribute of an object over there."""
        if name.startswith("__") and name.endswith("__") and name not in ABOUT:
            raise AttributeError(name)  # asked by Python and its libraries, not by a check
        return self.value(*self.ask({"do": "attr", "of": handle, "name": name}))

    def item(self, handle: int, key: Any) -> Any:
        """An item of an object over there."""
        exchange = self.exchange()
        return self.value(*self.ask({"do": "item", "of": handle, "key": exchange.pack(key)}, exchange))

    def length(self, handle: int) -> int:
        """The length of an object over there."""
        found = self.value(*self.ask({"do": "len", "of": handle}))
        if type(found) is not int or not 0 <= found < 1 << 62:
            raise BadMessageError("a length that is none")
        return found

    def iterate(self, handle: int) -> Any:
        """An iterator over an object over there."""
        return self.value(*self.ask({"do": "iter", "of": handle}))

    def following(self, handle: int) -> Any:
        """The next item of an iterator over there."""
        exchange = self.exchange()
        with self._drawing():
            answer, exchange = self.ask({"do": "next", "of": handle, **self._random_states(exchange)}, exchange)
        if answer.get("stop") is True:
            raise StopIteration
        return self.value(answer, exchange)

    def away(self, value: Any, exchange: Exchange) -> list:
        """Stand-ins go home, callables as call-backs, modules of torch and helpers pickled; nothing else goes in."""
        if issubclass(type(value), StandIn):
            peer, handle, said = object.__getattribute__(value, "_hold")
            if peer is not self:
                raise CannotCross(f"{said} of an earlier process of the student's")
            return ["h", handle]
        if isinstance(value, torch.nn.Module) and type(value).__module__.startswith(OUR_MODULES):
            return self._pickled(value, exchange)
        if isinstance(value, types.ModuleType):
            return ["m", value.__name__]
        if isinstance(value, type) and value.__module__ in ("builtins", "torch", "numpy"):
            return ["k", value.__module__, value.__qualname__]
        if callable(value):
            number = self.keep(value)
            for offer in self._offers[-1:]:
                offer.add(number)
            return ["call", number]
        raise CannotCross(f"a check hands the answer a {type(value).__name__}, which cannot go to another process")

    def home(self, node: list, exchange: Exchange) -> Any:
        """A stand-in for a handle, or a call-back that comes home."""
        if node[0] == "call" and len(node) == 2:
            if not any(node[1] in offer for offer in (self._bound, *self._offers)):
                raise BadMessageError("a function that was not handed over")
            return self.kept[node[1]]
        if node[0] != "h" or len(node) != 4 or type(node[1]) is not int or node[2] not in KINDS:
            raise BadMessageError("a value of no known form")
        _, handle, kind, name = node
        if handle not in self._standins:
            name = name if type(name) is str and name.isidentifier() and len(name) < 60 else "object"
            article = "an" if name[:1].lower() in "aeiou" else "a"
            about = {"__module__": "student", "__doc__": property(lambda self: self.__getattr__("__doc__"))}
            standin = type(name, (KINDS[kind],), about)
            self._standins[handle] = standin(self, handle, f"{article} {name}")
        return self._standins[handle]

    def _pickled(self, module: torch.nn.Module, exchange: Exchange) -> list:
        """A module with its tensors apart, so that training it over there trains it here."""
        nodes, file = [], io.BytesIO()

        def apart(value: Any) -> int | None:
            if not isinstance(value, torch.Tensor):
                return None
            nodes.append([exchange.pack(value), isinstance(value, torch.nn.Parameter)])
            return len(nodes) - 1

        class Apart(pickle.Pickler):
            persistent_id = staticmethod(apart)

        try:
            Apart(file).dump(module)
        except Exception as error:
            raise CannotCross(
                f"a check hands the answer a {type(module).__name__} that does not pickle: {error}"
            ) from error
        return ["K", exchange.block(file.getvalue())[0], nodes]

    def _random_states(self, exchange: Exchange) -> dict:
        """The states of those generators that the check has seeded or drawn from; of all before the first call."""
        before, self._states = self._states, states()
        pairs = zip(self._states, before, strict=True)
        new = [exchange.block(packed(now))[0] if now and now != known else None for now, known in pairs]
        return {} if new == UNHEARD else {"random": new}

    @contextlib.contextmanager
    def _drawing(self) -> Iterator[None]:
        """Move the generators on after a call, and know whether the other side has heard of all that was seeded."""
        heard = False
        try:
            yield
            # A function of the check's that was called meanwhile may have seeded, too.
            heard = not self._messages or states() == self._states
        finally:
            move_on()
            self._states = states() if heard else UNHEARD


def call_in_words(name: str, args: tuple, kwargs: dict) -> str:
    """A call of an answer as a student would write it."""
    parts = [short(arg) for arg in args] + [f"{key}={short(value)}" for key, value in kwargs.items()]
    return f"{name or 'your function'}({', '.join(parts)})"


def short(value: Any) -> str:
    """A value in a line; of a large tensor or array only the shape."""
    if issubclass(type(value), (torch.Tensor, np.ndarray)) and math.prod(value.shape) > LARGEST_SHOWN:
        return f"{type(value).__name__.lower()} of shape {tuple(value.shape)}"
    text = "a function" if issubclass(type(value), types.FunctionType) else " ".join(repr(value).split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
