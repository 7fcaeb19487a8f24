"""Outside the sandbox: watch what the tree of processes uses, end it where it passes a limit, say how it ended."""

import json
import os
import select
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass

from .limits import Limits

BUSY_MS, CALM_MS = 20, 50  # time between two looks: while the tree grows, and else
AGAIN_MS = 100  # time to read shares anew before they are believed to be too many
GROWTH = 8  # megabytes between two looks that count as growing
FULL_S = 2  # seconds of CPU time that the confined process's children may take once one more was refused
PAGE, TICKS = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096, 100
ANOTHER = b"another"  # what the caller says when it has waited for the confined process


@dataclass
class Verdict:
    """What a sandbox used: the JSON line on `report`.

    passed  the limit that was passed and that it ended for, "memory", "cpu", "time", "processes" or "files"; else ""
    """

    passed: str
    peak_mb: float
    cpu_s: float


@dataclass(frozen=True)
class Use:
    """What the processes of a sandbox use at one moment, init's own memory left out: those pages are the nursery's."""

    tasks: int
    memory_mb: float
    cpu_s: float
    children_s: float  # of cpu_s, what was not the confined process itself
    files: int


def supervise(init: int, line: socket.socket) -> bool:
    """Wait for the confined process to be named on the line, watch until it has ended, report, and end them all.

    Returns whether the caller wants another sandbox.
    """
    try:
        with ExitStack() as after:
            after.callback(os.close, world := os.pidfd_open(init))
            came, _, _ = select.select([line, world], [], [])  # init may be ended for want of memory
            said, handles, _, _ = socket.recv_fds(line, 4096, 2) if line in came else (b"", [], 0, None)
            for handle in handles:
                after.callback(os.close, handle)
            if said:  # else init has, or the caller has gone before it had a process
                order = json.loads(said)
                verdict = watch(init, order["pid"], handles[0], line, Limits(**order["limits"]))
                for report in handles[1:]:
                    with suppress(OSError):  # nobody reads it any more
                        os.write(report, json.dumps(asdict(verdict)).encode() + b"\n")
            os.kill(init, signal.SIGKILL)
            os.waitpid(init, 0)  # returns when every process of the namespace is gone
        return bool(said) and line.recv(len(ANOTHER)) == ANOTHER
    except BaseException:
        os._exit(1)  # whatever happened: init dies with this process


def watch(init: int, confined: int, handle: int, line: socket.socket, limits: Limits) -> Verdict:
    """Look every few milliseconds; kill init, and so all of them, where a limit is passed or the process has ended.

    handle: a descriptor of the confined process; line: the caller says nothing on it before that.
    """
    deadline = time.monotonic() + limits.wall_s
    over = select.poll()
    over.register(handle, select.POLLIN)
    over.register(line, select.POLLIN)
    passed, peak, cpu, before, room = "", 0.0, 0.0, 0.0, 0.0
    pause, ended, shares = BUSY_MS, False, Shares()
    while not passed and not ended:
        ended = bool(over.poll(min(pause, max(0, deadline - time.monotonic()) * 1000)))
        use = measure(init, confined, limits, shares)
        peak, cpu = max(peak, use.memory_mb), max(cpu, use.cpu_s)
        pause = BUSY_MS if abs(use.memory_mb - before) > GROWTH or use.tasks > limits.processes // 2 else CALM_MS
        before = use.memory_mb
        if use.tasks <= limits.processes:
            room = use.children_s
        elif use.children_s > room + FULL_S:  # they go on trying
            passed = "processes"
        passed = passed or limit_passed(use, limits) or ("time" if time.monotonic() >= deadline else "")
    os.kill(init, signal.SIGKILL)
    return Verdict(passed, round(peak, 3), round(cpu, 3))  # a page is .004 MB: what passed its limit reads as more


def limit_passed(use: Use, limits: Limits) -> str:
    """The limit that is passed, or ""."""
    if use.memory_mb > limits.resident_mb:
        return "memory"
    if use.tasks > limits.processes + 1:  # the kernel should have refused that
        return "processes"
    if use.files > limits.all_files:
        return "files"
    return "cpu" if use.cpu_s >= limits.cpu_s else ""


def measure(init: int, confined: int, limits: Limits, shares: "Shares") -> Use:
    """What init's orphans and the confined process's tree use now.

    Resident pages are added up, which counts shared ones more than once; only where that passes the limit, the slower
    true share of each process is read.
    """
    tasks, pages, ticks, own, folders = 0, 0, 0, 0, []
    for pid, folder, fields in tree(init, confined):
        ticks += sum(map(int, fields[11:15]))  # user and system time, and that of children already waited for
        own += sum(map(int, fields[11:13])) if pid == confined else 0
        if pid != init:
            tasks, pages = tasks + int(fields[17]), pages + int(fields[21])
            folders.append(folder)
    memory = pages * PAGE / 2**20
    if memory > limits.resident_mb and len(folders) > 1:
        memory = shares.total(folders, limits.resident_mb)
    files = sum(open_files(folder, limits) for folder in folders) if len(folders) > 1 else 0  # one has its own limit
    return Use(tasks, memory, ticks / TICKS, (ticks - own) / TICKS, files)


class Shares:
    """The true shares of many processes, read a few at a time.

    Whoever is forking has locked its memory, and where many do, on one CPU, a share is told late: to ask all of them
    took a quarter of a second, in which they became many more.
    """

    def __init__(self):
        self._known: dict[str, float] = {}  # megabytes by folder, what was read longest ago first

    def total(self, folders: list[str], most: float) -> float:
        """Megabytes of these processes, as far as they are known: for those not yet asked nothing.

        most: what is more is looked at again. A share becomes smaller when more processes share the same pages.
        """
        self._known = {folder: share for folder, share in self._known.items() if folder in folders}
        self._read([folder for folder in folders if folder not in self._known] + [*self._known], BUSY_MS)
        if sum(self._known.values()) > most:
            self._read([*self._known], AGAIN_MS)
        return sum(self._known.values())

    def _read(self, folders: list[str], most_ms: float) -> None:
        end = time.monotonic() + most_ms / 1000
        for folder in folders:
            self._known.pop(folder, None)
            self._known[folder] = true_share(folder)
            if time.monotonic() > end:
                break


def tree(*roots: int) -> Iterator[tuple[int, str, list[str]]]:
    """Each root and each process under one: its id, its folder in /proc, and what is told there, see `told`.

    Where a process's first thread has ended, its own folder tells nothing of memory and files: then a thread's.
    """
    waiting, seen = [*roots], {*roots}
    while waiting:
        pid = waiting.pop()
        with suppress(OSError, IndexError):  # it ended while we looked
            folder, fields = f"/proc/{pid}", told(f"/proc/{pid}")
            threads = [pid] if fields[17] == "1" else os.listdir(f"/proc/{pid}/task")
            if fields[0] == "Z" and len(threads) > 1:
                folder = max((f"/proc/{pid}/task/{thread}" for thread in threads), key=lambda one: int(told(one)[21]))
                fields[21] = told(folder)[21]
            yield pid, folder, fields
            for thread in threads:
                with suppress(OSError):
                    children = {int(child) for child in _read(f"/proc/{pid}/task/{thread}/children").split()} - seen
                    seen |= children
                    waiting += children


def told(folder: str) -> list[str]:
    """The fields of a process's or a thread's /proc/…/stat, from the third, its state, on."""
    return _read(f"{folder}/stat").rpartition(")")[2].split()


def true_share(folder: str) -> float:
    """Megabytes of a process's memory, a page shared by n processes counted as 1/n; all of it where that is hidden."""
    with suppress(OSError, IndexError):
        try:
            return int(_read(f"{folder}/smaps_rollup").partition("\nPss:")[2].split()[0]) / 1024
        except OSError:  # it forbade others to look: then every page counts
            return int(_read(f"{folder}/statm").split()[1]) * PAGE / 2**20
    return 0.0


def open_files(folder: str, limits: Limits) -> int:
    """How many files a process has open; as many as it may where it forbade others to look."""
    with suppress(OSError):  # it ended
        try:
            return len(os.listdir(f"{folder}/fd"))
        except PermissionError:  # or it is just ending: then it has no memory any more
            return limits.open_files if _read(f"{folder}/statm").split()[0] != "0" else 0
    return 0


def _read(path: str) -> str:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, 65536).decode(errors="replace")
    finally:
        os.close(descriptor)
