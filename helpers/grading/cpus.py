"""A CPU for each submission: its two processes take turns, and whoever waits need not be woken on another CPU.

Measured on lesson 01: a tenth less CPU for a submission. And what a submission starts without end, it starts there.
"""

import os
import random
import socket

ANY = random.SystemRandom()  # for the machine's other graders that cannot see this one's claims


class Claim:
    """One of the CPUs that this process may use, which no other claim on this machine has while this one is held.

    cpu: its number; None where all are claimed, or where the system has no such thing: then the kernel chooses.
    """

    def __init__(self):
        self._held, self.cpu = None, None
        allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        for cpu in ANY.sample(allowed, len(allowed)):
            if held := _socket_named(f"\0course-cpu-{cpu}"):
                self._held, self.cpu = held, cpu
                return

    def release(self) -> None:
        """Let others have it; the end of this process does so, too."""
        if self._held is not None:
            self._held.close()
        self._held = None


def _socket_named(name: str) -> socket.socket | None:
    """A socket with a name that only one can have, and that ends with it; None if it is taken."""
    held = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        held.bind(name)
    except OSError:
        held.close()
        return None
    return held
