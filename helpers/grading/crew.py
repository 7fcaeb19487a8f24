"""Who marks: this process alone, as many threads as are wanted, or a Dask cluster; the jobs are the same.

A cluster's workers are told only what a job holds. Each proves first that it can confine a process and has the same
grader; one that does not is left out, with the reason, and its jobs go to others. What a worker was at when it died,
another one does again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from typing import Any

from .jobs import BENCH, Job, UnfitError, mark, prove
from .record import grader_version

AHEAD = 2  # jobs on their way for each thread that marks: none waits, and memory stays flat
HERE = "127.0.0.1:0"  # Dask's own pages are for this machine only
TRIES = 3  # times that a job is sent although its workers died
PATIENCE_S = 60.0  # for a worker, where there is none


class NobodyMarksError(RuntimeError):
    """There is no cluster, or no worker in it that may mark; the message says why and what to do."""


class Alone:
    """Marks one submission after the other, in this process."""

    is_shared = False  # is anybody else marked at the same time?

    def __enter__(self) -> "Alone":
        return self

    def __exit__(self, *_: object) -> None:
        BENCH.close()

    def run(self, jobs: Iterable[tuple[Any, Job]]) -> Iterator[tuple[Any, dict]]:
        """Mark the jobs, given with a name each; yield each name with what came of it, as soon as it is there."""
        for name, job in jobs:
            yield name, mark(job)


class Crew:
    """Marks with Dask: `workers` threads of this process, or the cluster whose scheduler has this address."""

    is_shared = True

    def __init__(self, workers: int = 0, scheduler: str = "", warn: Callable[[str], None] = lambda words: None):
        self._workers, self._scheduler, self._warn = workers, scheduler, warn
        self._refused: dict[str, str] = {}  # by the worker's address
        self._deaths: Counter[int] = Counter()  # by job
        self._only: dict[str, set[str]] = {}  # by the job's key: the workers that may have it; all, if none is named

    def __enter__(self) -> "Crew":
        from distributed import Client, LocalCluster  # takes a second to import

        if not self._scheduler:
            # Threads: what they wait for runs in processes of its own, forked from one warm zygote.
            about = {"n_workers": 1, "threads_per_worker": self._workers, "processes": False, "memory_limit": 0}
            self._cluster = LocalCluster(
                **about, protocol="inproc://", dashboard_address=HERE, worker_dashboard_address=HERE
            )
            self._client = Client(self._cluster)
            return self
        self._cluster = None
        try:
            self._client = Client(self._scheduler, timeout="10s")
        except (OSError, TimeoutError) as error:
            raise NobodyMarksError(f"no Dask scheduler answers at {self._scheduler}: {error}") from None
        self._admit()
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        if self._cluster:
            self._cluster.close()
            BENCH.close()

    def run(self, jobs: Iterable[tuple[Any, Job]]) -> Iterator[tuple[Any, dict]]:
        """As Alone.run; in the order in which they are done."""
        jobs, doing = iter(jobs), {}
        while True:
            while len(doing) < self._window() and (item := next(jobs, None)):
                doing[self._submit(item[1])] = item
            if not doing:
                return
            for future in self._done(doing):
                name, job = item = doing.pop(future)
                if (result := self._result(future, job)) is None:
                    doing[self._submit(job)] = item
                    continue
                self._deaths.pop(id(job), None)
                yield name, result

    def _submit(self, job: Job) -> Any:
        fit = self._fit() if self._refused else []
        future = self._client.submit(mark, job, pure=False, workers=fit or None)
        self._only[future.key] = set(fit)
        return future

    def _done(self, doing: dict) -> list:
        """Wait for the first; after a second, look whether some wait for workers that are gone: those are sent anew."""
        from distributed import wait

        try:
            return list(wait(list(doing), timeout=1, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            if self._client.status != "running":
                raise NobodyMarksError("the Dask scheduler is gone. What is marked is kept; run it again") from None
            there = set(self._client.nthreads())
            stranded = [future for future in doing if (only := self._only[future.key]) and not only & there]
            if stranded:
                self._admit()
            for future in stranded:
                future.cancel()
            return stranded

    def _result(self, future: Any, job: Job) -> dict | None:
        """What a job gave; None if it has to be sent anew."""
        from distributed import KilledWorker

        try:
            return future.result()
        except UnfitError:  # it came after the others
            self._look()
            return None
        except CancelledError:
            return None
        except KilledWorker as error:  # Dask gives up after a few workers, whatever they died of
            self._deaths[id(job)] += 1
            if self._deaths[id(job)] < TRIES:
                return None
            return {"refused": f"every worker that tried to mark it died: {error}"}
        except Exception as error:
            return {"refused": f"the grader failed: {type(error).__name__}: {error}"}
        finally:
            self._only.pop(future.key, None)
            future.release()

    def _window(self) -> int:
        return AHEAD * max(1, sum(self._client.nthreads().values()))

    def _fit(self) -> list[str]:
        return [address for address in self._client.nthreads() if address not in self._refused]

    def _admit(self) -> None:
        """Look at every worker; raise NobodyMarksError if none may mark."""
        from distributed import TimeoutError as Late

        try:
            self._client.wait_for_workers(1, timeout=PATIENCE_S)
        except Late:
            raise NobodyMarksError(f"the cluster at {self._scheduler} has no workers: start some, and again") from None
        self._look()

    def _look(self) -> None:
        """Ask every worker whether it may mark; one that dies meanwhile is asked again with its first job."""
        for address, reason in self._client.run(prove, grader_version(), on_error="return").items():
            if isinstance(reason, str) and reason:
                self._refuse(address, reason)
        if not self._fit():
            raise NobodyMarksError("no worker may mark: " + "; ".join(sorted(set(self._refused.values()))))

    def _refuse(self, address: str, reason: str) -> None:
        if address not in self._refused:
            self._warn(f"worker {address} is left out: {reason}")
        self._refused[address] = reason


def crew(workers: int, scheduler: str, warn: Callable[[str], None]) -> Alone | Crew:
    """Who is asked for."""
    return Alone() if workers <= 1 and not scheduler else Crew(workers, scheduler, warn)
