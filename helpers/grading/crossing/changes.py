"""What a call changed in place: noticed on the side that ran it, written back on the other."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import numpy as np
import torch

from .channel import BadMessageError
from .values import Exchange

HOLDS = {list: "l", dict: "d", set: "s"}


class Snapshot:
    """The objects of an exchange as they arrived."""

    def __init__(self, exchange: Exchange):
        self._exchange = exchange
        self._blocks = [bytes(block) for block in exchange.arrived]
        self._memories = list(exchange.arrived)
        self._held = {number: held(value) for number, value in exchange.objects.items() if type(value) in HOLDS}
        self._shapes = {number: found for number, value in exchange.objects.items() if (found := form(value))}

    def changes(self) -> dict:
        """What is different by now, packed into the same exchange; an empty dict where nothing is."""
        exchange = self._exchange
        blocks = [
            [place, exchange.block(bytes(memory))[0]]
            for place, (memory, before) in enumerate(zip(self._memories, self._blocks, strict=True))
            if memory != before
        ]
        changed = [number for number, before in self._held.items() if not same(held(exchange.objects[number]), before)]
        contents = [
            [number, HOLDS[type(exchange.objects[number])], exchange.contents(exchange.objects[number])]
            for number in changed
        ]
        moved = [number for number, before in self._shapes.items() if form(exchange.objects[number]) != before]
        tensors = [[number, exchange.pack(exchange.objects[number].detach().clone())] for number in moved]
        found = {"blocks": blocks, "contents": contents, "tensors": tensors}
        return found if any(found.values()) else {}


def put_back(restores: list[Callable]) -> None:
    """Undo changes. What cannot be undone could not be changed either: read-only memory, a text."""
    for step in reversed(restores):
        with suppress(TypeError, ValueError, RuntimeError, AttributeError):
            step()


def apply_changes(exchange: Exchange, found: dict, sent: list, restores: list[Callable] | None = None) -> None:
    """Write back what the other side changed. sent: the blocks that went there, in this side's own memory.

    restores: gets what puts everything back as it was.
    """
    restores = [] if restores is None else restores
    if type(found) is not dict or set(found) - {"blocks", "contents", "tensors"}:
        raise BadMessageError("changes of no known form")
    try:
        for place, block in found.get("blocks", []):
            new = exchange.memory(block)
            if type(place) is not int or not 0 <= place < len(sent) or len(sent[place]) != len(new):
                raise BadMessageError("a change of something that was not sent")
            if len(new):
                memory = memoryview(sent[place]).cast("B")
                restores.append(partial(_fill_memory, memory, bytes(memory)))  # first: a clock may interrupt in between
                _fill_memory(memory, new)
        for view, packed in exchange.copies:
            old = view.detach().clone() if isinstance(view, torch.Tensor) else view.copy()
            restores.append(partial(_fill_view, view, old))
            _fill_view(view, packed)
        for number, tag, items in found.get("contents", []):
            value = exchange.objects[number]
            old = list(dict.items(value) if type(value) is dict else value)
            restores.append(partial(_refill, value, old))
            exchange.fill(value, tag, items)
        for number, node in found.get("tensors", []):
            tensor = exchange.objects[number]
            restores.append(partial(_set, tensor, tensor.detach()))
            _set(tensor, exchange.unpack(node))
    except (TypeError, ValueError, KeyError, RuntimeError, AttributeError):
        raise BadMessageError("changes of a wrong form") from None


def _fill_memory(memory: memoryview, new: bytes) -> None:
    memory[:] = new


def _fill_view(view: torch.Tensor | np.ndarray, new: torch.Tensor | np.ndarray) -> None:
    with torch.no_grad():
        view.copy_(new) if isinstance(view, torch.Tensor) else np.copyto(view, new)


def _set(tensor: torch.Tensor, new: torch.Tensor) -> None:
    with torch.no_grad():
        tensor.set_(new)


def _refill(value: list | dict | set, items: list) -> None:
    value.clear()
    value.extend(items) if type(value) is list else value.update(items)


def held(value) -> list:
    """What a container holds, for comparing by identity."""
    return [part for pair in dict.items(value) for part in pair] if type(value) is dict else list(value)


def same(now: list, before: list) -> bool:
    """Are these the very same objects?"""
    return len(now) == len(before) and all(a is b for a, b in zip(now, before, strict=True))


def form(value) -> tuple | None:
    """A tensor's shape, strides and place in its memory."""
    if not isinstance(value, torch.Tensor):
        return None
    return value.data_ptr(), tuple(value.shape), value.stride(), value.dtype
