"""How fast the machine is at each moment: the same small work, timed again and again beside what is measured."""

import json
import threading
import time
from statistics import median

SOME = json.dumps([{"numbers": [1, 2, 3], "text": "x" * 50} for _ in range(400)])
PAUSE_S, PAGE = 0.25, 4096


class Pace:
    """Within `with`, some work a few times a second; one core of a shared machine differs by a tenth in a minute."""

    def __enter__(self) -> "Pace":
        self._seen, self._over = [], threading.Event()  # (when, CPU seconds that it took)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def between(self, start: float, end: float) -> float:
        """CPU seconds of the work between two times of the clock, the median. Raises StatisticsError for none."""
        return median(took for when, took in self._seen if start <= when <= end)

    def _watch(self) -> None:
        while not self._over.wait(PAUSE_S):
            began = time.thread_time()
            some_work()
            self._seen.append((time.time(), time.thread_time() - began))


def some_work() -> None:
    """Of what grading does: objects of Python's made and let go, and memory touched for the first time."""
    for _ in range(8):
        json.dumps(json.loads(SOME), indent=1)
    memory = bytearray(1024 * PAGE)
    memory[::PAGE] = b"1" * 1024
