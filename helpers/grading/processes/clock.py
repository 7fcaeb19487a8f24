"""Time limits on what the student's process is asked: each request has its own, and all requests together another."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager


class OutOfTimeError(BaseException):
    """The student's process took too long. No Exception: a check that catches those must not swallow it."""


class Clock:
    """Interrupts what it watches by SIGALRM, so only in a process's main thread."""

    def __init__(self):
        self.each, self.left, self.longest = 10.0, 30.0, 0.0  # longest: of the calls
        self._total = self.left
        signal.signal(signal.SIGALRM, self._ring)

    def set(self, each: float, together: float) -> None:
        """Seconds for each request, and for all requests from now on together."""
        self.each, self.left, self._total = each, together, together

    @contextmanager
    def running(self, is_call: bool) -> Iterator[None]:
        """Watch one request: a call of an answer, or another one."""
        limit, started = min(self.each, self.left), time.monotonic()
        if limit <= 0:
            self._ring()
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            spent = time.monotonic() - started
            self.left -= spent
            self.longest = max(self.longest, spent) if is_call else self.longest

    def _ring(self, *_: object) -> None:
        raise OutOfTimeError(f"it took longer than {min(self.each, self._total):.0f} s")
