"""Frames on a socket: a JSON message and the raw bytes that go with it, both limited in size.

The two errors are no Exception: a check that catches those must not take the end of a process for an answer.
"""

import json
import socket
import struct
from collections.abc import Sequence

HEAD = struct.Struct("!II")  # bytes of JSON, number of blocks
LENGTH = struct.Struct("!Q")
SMALL = 1 << 17  # bytes of blocks
LONGEST_JSON, LONGEST_BLOCKS, MOST_BLOCKS = 32 << 20, 256 << 20, 4096


class BadMessageError(BaseException):
    """What arrived is no message: too long, no JSON, or not of the agreed form."""


class GoneError(BaseException):
    """The other process has ended, or its end of the socket was closed."""


class Channel:
    """One end of a socket between two processes; each message is a dict with its blocks of bytes."""

    def __init__(self, end: socket.socket):
        self.socket = end

    @classmethod
    def from_fd(cls, fd: int) -> "Channel":
        """The channel whose end was inherited as the file descriptor `fd`."""
        return cls(socket.socket(fileno=fd))

    def send(self, message: dict, blocks: Sequence = ()) -> None:
        """Send a message. Raises GoneError where nobody is left to read it, BadMessageError where it is too long."""
        text = json.dumps(message, allow_nan=False, separators=(",", ":")).encode()
        views = [memoryview(block).cast("B") for block in blocks]
        size = sum(map(len, views))
        if len(text) > LONGEST_JSON or size > LONGEST_BLOCKS or len(views) > MOST_BLOCKS:
            raise BadMessageError("more than may cross at once")
        start = HEAD.pack(len(text), len(views)) + b"".join(LENGTH.pack(len(view)) for view in views) + text
        try:
            if size <= SMALL:  # in one piece: the other side wakes once
                start, views = b"".join([start, *views]), []
            for part in (start, *views):
                self.socket.sendall(part)
        except OSError as error:
            raise GoneError(str(error)) from None

    def receive(self) -> tuple[dict, list[bytearray]]:
        """The next message and its blocks. Raises GoneError at the end, BadMessageError for all that is no message."""
        size, count = HEAD.unpack(self._read(HEAD.size))
        if size > LONGEST_JSON or count > MOST_BLOCKS:
            raise BadMessageError("a frame that is too long")
        lengths = [length for (length,) in LENGTH.iter_unpack(self._read(count * LENGTH.size))]
        if sum(lengths) > LONGEST_BLOCKS:
            raise BadMessageError("a frame that is too long")
        text = self._read(size)
        blocks = [self._read(length) for length in lengths]
        try:
            message = json.loads(bytes(text).decode())
        except (ValueError, RecursionError):
            raise BadMessageError("a frame that holds no JSON") from None
        if type(message) is not dict:
            raise BadMessageError("a frame that holds no message")
        return message, blocks

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def _read(self, size: int) -> bytearray:
        """Exactly `size` bytes; memory grows with what arrives, not with what was announced."""
        found = bytearray()
        while len(found) < size:
            try:
                part = self.socket.recv(min(size - len(found), 1 << 20))
            except OSError as error:
                raise GoneError(str(error)) from None
            if not part:
                raise GoneError("the other end hung up")
            found += part
        return found
