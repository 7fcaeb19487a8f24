"""The student's side: runs their cells, and does what a check asks of their objects. Nothing here is believed.

A hostile cell shares the process and can break all that this file promises: what counts is what the other side takes.
"""

import contextlib
import importlib
import io
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

import torch

from ..crossing.channel import Channel, GoneError
from ..crossing.draws import set_states
from ..crossing.peer import Peer
from ..crossing.values import Exchange, flat
from .names import newest
from .outlet import Outlet
from .shell import Shell

ABSENT = object()


class CallBack:
    """A function of the check's process, as an answer sees it: it says nothing of itself."""

    def __init__(self, peer: Peer, node: list):
        self._call = lambda args, kwargs: peer.call(node, args, kwargs)
        self._node = node

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the check's function with these, on the device where they came from."""
        return beside((args, kwargs), self._call(args, kwargs))


def beside(given: Any, value: Any) -> Any:
    """The value, its tensors on the device of the given ones: who asks about tensors on a GPU is answered there."""
    devices = {item.device for item in flat(given) if isinstance(item, torch.Tensor)} - {torch.device("cpu")}
    return moved(value, devices.pop()) if devices else value


def moved(value: Any, device: torch.device) -> Any:
    """The value with its tensors, also those in tuples, lists and dicts, on a device."""
    if isinstance(value, torch.Tensor):
        return value.to(device)
    if type(value) in (tuple, list):
        return type(value)(moved(item, device) for item in value)
    return {key: moved(item, device) for key, item in value.items()} if type(value) is dict else value


class Answers(Peer):
    """Serves the checking process until it hangs up."""

    def __init__(self, channel: Channel, shell: Shell):
        super().__init__(channel)
        self.shell, self.names, self._before, self._callbacks = shell, shell.names, {}, {}
        self.outlet = Outlet(self._print)
        self._pid = os.getpid()
        self._modules, self._peak = len(sys.modules), peak_mb()
        self.serves |= {
            **{"run": self._run, "look": self._look, "bind": self._bind, "unbind": self._unbind, "undo": self._undo},
            **{"became": self._became},
            **{"attr": self._attr, "item": self._item, "len": self._len, "iter": self._iter, "next": self._next},
        }

    def serve_forever(self) -> None:
        """Until the other side hangs up."""
        while True:
            try:
                message, blocks = self.channel.receive()
                with self.outlet:
                    self.serve(message, blocks)
            except GoneError:
                return

    def serve(self, message: dict, blocks: list) -> None:
        """Errors that are no Exception end nobody's process: an exit() in an answer is an error like others."""
        try:
            super().serve(message, blocks)
        except GoneError:
            raise
        except BaseException as error:
            self.answer({"raised": {"names": [type(error).__name__], "said": str(error)}}, [])

    def answer(self, message: dict, blocks: list) -> None:
        """Send what came of a request."""
        self._be_the_first()
        super().answer(message, blocks)

    def describe(self, error: BaseException) -> dict:
        """An error as plain data."""
        self._be_the_first()
        return super().describe(error)

    def _be_the_first(self) -> None:
        """Of copies that student's code has forked only the first process answers."""
        while os.getpid() != self._pid:
            signal.pause()  # and does not end: many that fork for ever would have room for ever

    def _print(self, stream: str, text: str) -> None:
        with self._lock:
            self.channel.send({"do": "print", "stream": stream, "text": text})

    def _run(self, message: dict, _exchange: Exchange) -> dict:
        outputs, error = self.shell.run(message["text"])
        self.outlet.flush()
        return {"outputs": outputs, "error": error}

    def _look(self, message: dict, exchange: Exchange) -> dict:
        value = self.names.get(message["name"], ABSENT)
        return {"absent": True} if value is ABSENT else {"value": exchange.pack(value)}

    def _bind(self, message: dict, exchange: Exchange) -> dict:
        self._before.setdefault(message["name"], self.names.get(message["name"], ABSENT))
        self.names[message["name"]] = exchange.unpack(message["value"])
        return {}

    def _unbind(self, message: dict, _exchange: Exchange) -> dict:
        self._before.setdefault(message["name"], self.names.get(message["name"], ABSENT))
        if self.names.pop(message["name"], ABSENT) is ABSENT:
            raise NameError(f"name '{message['name']}' is not defined")
        return {}

    def _undo(self, _message: dict, _exchange: Exchange) -> dict:
        for name, value in self._before.items():
            self.names.pop(name, None)
            if value is not ABSENT:
                self.names[name] = value
        self._before = {}
        return {}

    def _became(self, _message: dict, exchange: Exchange) -> dict:
        became = {"imported": newest(sys.modules, self._modules), "grown": peak_mb() - self._peak}
        return {"value": exchange.pack(became)}

    def run(self, function: Callable, args: list, kwargs: dict, message: dict, exchange: Exchange) -> Any:
        """Call an answer with the random states of the check's process."""
        set_random_states(message, exchange)
        try:
            return function(*args, **kwargs)
        finally:
            self.outlet.flush()

    def _attr(self, message: dict, exchange: Exchange) -> dict:
        return {"value": exchange.pack(getattr(self.kept[message["of"]], message["name"]))}

    def _item(self, message: dict, exchange: Exchange) -> dict:
        return {"value": exchange.pack(self.kept[message["of"]][exchange.unpack(message["key"])])}

    def _len(self, message: dict, _exchange: Exchange) -> dict:
        return {"value": len(self.kept[message["of"]])}

    def _iter(self, message: dict, exchange: Exchange) -> dict:
        return {"value": self.away(iter(self.kept[message["of"]]), exchange)}

    def _next(self, message: dict, exchange: Exchange) -> dict:
        set_random_states(message, exchange)
        try:
            return {"value": exchange.pack(next(self.kept[message["of"]]))}
        except StopIteration:
            return {"stop": True}

    def away(self, value: Any, exchange: Exchange) -> list:
        """Everything that is no plain data stays here; the other side gets a handle."""
        if type(value) is CallBack:
            return value._node
        kind = "next" if isinstance(value, Iterator) else "call" if callable(value) else ""
        return ["h", self.keep(value), kind, type(value).__name__]

    def home(self, node: list, exchange: Exchange) -> Any:
        """A handle comes home; functions of the other side become call-backs."""
        tag, *rest = node
        if tag == "h":
            return self.kept[rest[0]]
        if tag == "call":
            return self._callbacks.setdefault(rest[0], CallBack(self, node))
        if tag == "K":
            return unpickled(exchange, *rest)
        module = importlib.import_module(rest[0])
        for name in rest[1].split(".") if tag == "k" else ():
            module = getattr(module, name)
        return module


def unpickled(exchange: Exchange, place: int, nodes: list) -> Any:
    """A module of torch or helpers that the teacher's check hands to an answer."""
    tensors = []
    for node, is_parameter in nodes:
        tensor = exchange.unpack(node)
        data = tensor.detach().as_subclass(torch.Tensor)
        tensors.append(torch.nn.Parameter(data, tensor.requires_grad) if is_parameter else tensor)

    class Together(pickle.Unpickler):
        def persistent_load(self, number: int) -> torch.Tensor:
            return tensors[number]

    return Together(io.BytesIO(exchange.memory(place))).load()


def peak_mb() -> int:
    """Megabytes of address space that this process has had at most; 0 where there is no /proc to ask."""
    with contextlib.suppress(OSError), open("/proc/self/status") as file:
        return int(file.read().partition("VmPeak:")[2].split()[0]) >> 10
    return 0


def set_random_states(message: dict, exchange: Exchange) -> None:
    """Let random, NumPy and torch draw what they would draw in the check's process."""
    if "random" in message:
        set_states([None if place is None else exchange.memory(place) for place in message["random"]])
