"""One of two processes that call each other's functions: values go by value, all else stays where it is as a handle.

While one side waits for an answer it serves the other's requests: a check calls an answer, which calls a function that
it was given, which may call the answer again.
"""

import threading
from collections.abc import Callable
from typing import Any

import torch

from .changes import Snapshot, apply_changes
from .channel import BadMessageError, Channel
from .errors import describe_error, rebuild_error
from .values import Exchange

DEEPEST_CALL = 40  # calls within calls, across the processes


class Peer:
    """This side of the channel. Sides differ in what `away` and `home` make of values that are no plain data."""

    strict = False

    def __init__(self, channel: Channel):
        self.channel = channel
        self.kept: dict[int, Any] = {}  # what the other side may call, by handle
        self._handles: dict[int, int] = {}
        self._held: list = []
        self._count = 0  # a number is never given twice
        self._graphs: list[tuple[list, list]] = []
        self._lock, self._depth = threading.RLock(), 0
        self.changed, self.write_back = False, True  # has the other side changed anything; does that count here
        self.restores: list[Callable] | None = None  # each puts back what was changed, where somebody may want that
        self.serves: dict[str, Callable[[dict, Exchange], dict]] = {"call": self._serve_call, "backward": self._slope}

    def away(self, value: Any, exchange: Exchange) -> list:
        """The node of a value that does not cross by value."""
        raise NotImplementedError

    def home(self, node: list, exchange: Exchange) -> Any:
        """The value of a node that `away` made on the other side."""
        raise NotImplementedError

    def describe(self, error: BaseException) -> dict:
        """What the other side learns of an error that it caused here."""
        return describe_error(error)

    def exchange(self) -> Exchange:
        """A new exchange of values with the other side."""
        return Exchange(self.away, self.home, self.strict)

    def keep(self, value: Any) -> int:
        """The handle of a value that stays here; the same value has the same one."""
        if id(value) not in self._handles:
            self._count += 1
            self._handles[id(value)] = self._count
            self.kept[self._count] = value
            self._held.append(value)
        return self._handles[id(value)]

    def ask(self, message: dict, exchange: Exchange | None = None) -> tuple[dict, Exchange]:
        """Send a request, serve the other side meanwhile, return its answer. An error over there is raised here."""
        exchange = exchange or self.exchange()
        with self._lock:
            if self._depth >= DEEPEST_CALL:
                raise RecursionError("calls between the check and the answer are nested too deeply")
            self._depth += 1
            try:
                self.channel.send(message, exchange.blocks)
                answer, blocks = self._serve_until_answered()
            finally:
                self._depth -= 1
        exchange.arrived, sent, exchange.blocks = blocks, exchange.blocks, []
        if "raised" in answer:
            raise rebuild_error(answer["raised"])
        if answer.get("changes"):
            self.changed = True
        if answer.get("changes") and self.write_back:
            apply_changes(exchange, answer["changes"], sent, self.restores)
        return answer, exchange

    def call(self, target: list, args: tuple, kwargs: dict, extra: Callable | None = None) -> Any:
        """Call a function of the other side, by its node."""
        exchange = self.exchange()
        if self.strict:
            exchange.announce((args, kwargs))
        message = {
            "do": "call",
            "target": target,
            "args": [exchange.pack(value) for value in args],
            "kwargs": {name: exchange.pack(value) for name, value in kwargs.items()},
            "grad": torch.is_grad_enabled(),
        }
        inputs = list(exchange.inputs)
        if extra:
            message |= extra(exchange)
        answer, exchange = self.ask(message, exchange)
        return self.value(answer, exchange, inputs)

    def value(self, answer: dict, exchange: Exchange, inputs: list | None = None) -> Any:
        """The value that an answer holds, its gradients led through to `inputs`."""
        if "graph" in answer:
            graph, nodes = _pair(answer["graph"])
            outputs = [exchange.unpack(node) for node in nodes]
            if not all(isinstance(output, torch.Tensor) for output in outputs):
                raise BadMessageError("a gradient of something that has none")
            exchange.given = Through.apply(self, graph, outputs, *inputs) if inputs else outputs
        return exchange.unpack(answer.get("value"))

    def serve(self, message: dict, blocks: list) -> None:
        """Do what the other side asks and answer it, with an error if need be."""
        exchange = self.exchange()
        exchange.arrived = blocks
        try:
            serve = self.serves.get(message.get("do"))
            if serve is None:
                raise BadMessageError("a request of no known form")
            answer = serve(message, exchange)
        except BadMessageError:
            raise
        except Exception as error:
            exchange.blocks, answer = [], {"raised": self.describe(error)}
        self.answer(answer, exchange.blocks)

    def answer(self, message: dict, blocks: list) -> None:
        """Send what came of a request."""
        self.channel.send(message | {"answer": True}, blocks)

    def _serve_until_answered(self) -> tuple[dict, list]:
        while True:
            message, blocks = self.channel.receive()
            if message.get("answer") is True:
                return message, blocks
            self.serve(message, blocks)

    def _serve_call(self, message: dict, exchange: Exchange) -> dict:
        function = exchange.unpack(message.get("target"))
        args = [exchange.unpack(node) for node in message.get("args", [])]
        kwargs = {name: exchange.unpack(node) for name, node in message.get("kwargs", {}).items()}
        leaves, before = list(exchange.inputs), Snapshot(exchange)
        with torch.set_grad_enabled(message.get("grad") is True):
            result = self.run(function, args, kwargs, message, exchange)
        exchange.outputs = [] if leaves else None
        answer = {"value": exchange.pack(result), "changes": before.changes()}
        if exchange.outputs:
            outputs, exchange.outputs = exchange.outputs, None
            self._graphs.append((outputs, leaves))
            answer["graph"] = [len(self._graphs) - 1, [exchange.pack(output.detach()) for output in outputs]]
        return answer

    def run(self, function: Callable, args: list, kwargs: dict, message: dict, exchange: Exchange) -> Any:
        """Call a function of this side."""
        return function(*args, **kwargs)

    def _slope(self, message: dict, exchange: Exchange) -> dict:
        outputs, leaves = self._graphs[message["graph"]]
        grads = [exchange.unpack(node) for node in message["grads"]]
        given = [(output, grad) for output, grad in zip(outputs, grads, strict=True) if grad is not None]
        outputs, grads = [output for output, _ in given], [grad for _, grad in given]
        found = torch.autograd.grad(outputs, leaves, grads, retain_graph=True, allow_unused=True)
        return {"value": exchange.pack(tuple(found))}


class Through(torch.autograd.Function):
    """Leads a gradient through a function of the other process."""

    @staticmethod
    def forward(ctx: Any, peer: Peer, graph: int, outputs: list, *inputs: torch.Tensor) -> tuple:
        """Take the outputs that the other side computed, as if they came of the inputs here."""
        ctx.peer, ctx.graph, ctx.count = peer, graph, len(inputs)
        return tuple(outputs)

    @staticmethod
    def backward(ctx: Any, *grads: torch.Tensor | None) -> tuple:
        """Ask the other side for the slopes of the inputs. Raises BadMessageError where it sends no such thing."""
        exchange = ctx.peer.exchange()
        nodes = [exchange.pack(grad) for grad in grads]
        answer, exchange = ctx.peer.ask({"do": "backward", "graph": ctx.graph, "grads": nodes}, exchange)
        found = exchange.unpack(answer.get("value"))
        if type(found) is not tuple or len(found) != ctx.count:
            raise BadMessageError("gradients of no known form")
        return (None, None, None, *found)


def _pair(value: Any) -> tuple:
    if type(value) is not list or len(value) != 2 or type(value[0]) is not int or type(value[1]) is not list:
        raise BadMessageError("a graph of no known form")
    return value[0], value[1]
