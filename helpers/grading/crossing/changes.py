"""What a call changed in place: noticed on the side that ran it, written back on the other."""

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
        self._shapes = {number: form(value) for number, value in exchange.objects.items() if form(value)}

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


def apply_changes(exchange: Exchange, found: dict, sent: list) -> None:
    """Write back what the other side changed. sent: the blocks that went there, in this side's own memory."""
    if type(found) is not dict or set(found) - {"blocks", "contents", "tensors"}:
        raise BadMessageError("changes of no known form")
    try:
        for place, block in found.get("blocks", []):
            new = exchange.memory(block)
            if type(place) is not int or not 0 <= place < len(sent) or len(sent[place]) != len(new):
                raise BadMessageError("a change of something that was not sent")
            if len(new):
                memoryview(sent[place]).cast("B")[:] = new
        for view, packed in exchange.copies:
            with torch.no_grad():
                view.copy_(packed) if isinstance(view, torch.Tensor) else np.copyto(view, packed)
        for number, tag, items in found.get("contents", []):
            exchange.fill(exchange.objects[number], tag, items)
        for number, node in found.get("tensors", []):
            with torch.no_grad():
                exchange.objects[number].set_(exchange.unpack(node))
    except (TypeError, ValueError, KeyError, RuntimeError, AttributeError):
        raise BadMessageError("changes of a wrong form") from None


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
