"""Time limits on what the student's process is asked: each request has its own, and all requests together another."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager


class OutOfTimeError(BaseException):
    """The student's process took too long. No Exception: a check that catches those must not swallow it."""


TOO_LONG = "it took longer than"
GRACE_S = 5  # seconds of computing beyond the limit, after which Python does not come back by itself


class Clock:
    """Interrupts what it watches by SIGALRM, so only in a process's main thread.

    A signal is heard between Python's steps only. What a student makes of a check's own functions may be one step that
    takes years, as sum(range(10**18)): then SIGPROF, which nobody handles, ends this process, and the submission is
    refused.
    """

    def __init__(self):
        self.each, self.left, self.longest = 10.0, 30.0, 0.0  # longest: of the calls
        self._together, self._end = self.left, None
        signal.signal(signal.SIGALRM, self._ring)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)

    def set(self, each: float, together: float) -> None:
        """Seconds for each request, and for all from now on together; what goes on between them has as much again."""
        self.each, self.left, self._together = each, together, together
        self._end = time.monotonic() + 2 * together
        self._arm(together)

    def stop(self) -> None:
        """Nothing is watched any more."""
        self._end = None
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)

    @contextmanager
    def running(self, is_call: bool) -> Iterator[None]:
        """Watch one request: a call of an answer, or another one."""
        limit, started = min(self.each, self.left), time.monotonic()
        if limit <= 0:
            self._ring()
        self._arm(limit)
        try:
            yield
        finally:
            spent = time.monotonic() - started
            self.left -= spent
            self.longest = max(self.longest, spent) if is_call else self.longest
            self._arm(self._together)

    def _arm(self, seconds: float) -> None:
        """Ring after these seconds, or at the end of all."""
        left = seconds if self._end is None else min(seconds, self._end - time.monotonic())
        signal.setitimer(signal.ITIMER_REAL, 0 if self._end is None else max(left, 0.001))
        signal.setitimer(signal.ITIMER_PROF, 0 if self._end is None else max(left, 0) + GRACE_S)

    def _ring(self, *_: object) -> None:
        raise OutOfTimeError(f"{TOO_LONG} {min(self.each, self._together):.0f} s")
