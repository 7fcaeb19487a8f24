"""What an answer prints, sent on while it runs: a process that is killed has said what it said."""

import io
import sys
import time
from collections.abc import Callable

LONGEST, PART, PAUSE = 100_000, 8_000, 0.05  # characters a cell or call, characters and seconds before sending


class Outlet:
    """Stands in for stdout and stderr; send(stream, text) is called with what came together."""

    def __init__(self, send: Callable[[str, str], None]):
        self._send, self._left, self._depth = send, LONGEST, 0
        self._parts: list[tuple[str, str]] = []
        self._size, self._last = 0, 0.0
        self.streams = {name: Stream(self, name) for name in ("stdout", "stderr")}

    def __enter__(self) -> "Outlet":
        if self._depth == 0:
            self._left = LONGEST
            sys.stdout, sys.stderr = self.streams["stdout"], self.streams["stderr"]
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        self.flush()

    def write(self, stream: str, text: str) -> None:
        """Take some text; what is beyond LONGEST is dropped, and that is said once."""
        if self._left <= 0:
            return
        text = text if len(text) <= self._left else text[: self._left] + "\n… (more was printed than is kept)\n"
        self._left -= len(text)
        self._parts.append((stream, text))
        self._size += len(text)
        if self._size > PART or time.monotonic() - self._last > PAUSE:
            self.flush()

    def flush(self) -> None:
        """Send what has come together, in order."""
        parts, self._parts, self._size, self._last = self._parts, [], 0, time.monotonic()
        merged: list[list[str]] = []
        for stream, text in parts:
            if merged and merged[-1][0] == stream:
                merged[-1][1] += text
            else:
                merged.append([stream, text])
        for stream, text in merged:
            self._send(stream, text)


class Stream(io.TextIOBase):
    """A text stream that writes into an outlet."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, outlet: Outlet, name: str):
        self._outlet, self.name = outlet, f"<{name}>"
        self._stream = name

    def writable(self) -> bool:
        """It is; io asks."""
        return True

    def write(self, text: str) -> int:
        """Keep what is printed; returns how many letters that are."""
        self._outlet.write(self._stream, str(text))
        return len(text)

    def flush(self) -> None:
        """Send on what is kept."""
        self._outlet.flush()
