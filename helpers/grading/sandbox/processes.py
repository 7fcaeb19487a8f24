"""The caller's side: forks that wake up confined, each in a sandbox that its nursery has made ready."""

import json
import os
import signal
import socket
import tempfile
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import NoReturn

from . import landlock, privileges, seccomp
from .calls import NEWPID, call, must, number, step
from .limits import Limits, SandboxError
from .mounts import gpu_devices
from .nursery import (
    MESSAGE,
    NAMESPACES,
    Kind,
    be_first_to_go,
    can_be_read,
    gain_rights,
    serve,
    wait_for_children,
)
from .supervisor import ANOTHER

AHEAD = 2  # sandboxes of a kind that are made before anybody asks: one for each of a submission's processes
TRIES = 10  # sandboxes that may die while they wait, besides those that stand already
LAST_WORD_S = 5  # that the end of such a sandbox may take to be seen: the kernel takes a world down in its own time
ENDED = "the process that makes sandboxes has ended"


@dataclass
class Empty:
    """A sandbox that stands and waits: its kind, descriptors of its namespaces by name, a line to its supervisor.

    uid: the user that root becomes inside, of this sandbox alone; None for an ordinary user, who stays one.
    """

    kind: Kind
    supervisor: int
    uid: int | None
    namespaces: dict[str, int]
    line: socket.socket

    def join(self, *names: str) -> None:
        """Go into some of its namespaces; into "pid" only the next child goes."""
        for name in names:
            must(f"join the sandbox's {name} namespace", "setns", self.namespaces[name], NAMESPACES[name])

    def hand_over(self, pid: int, limits: Limits, report: int | None) -> None:
        """Let the supervisor watch the confined process, which ends when the line is closed."""
        message = json.dumps({"pid": pid, "limits": asdict(limits)}).encode()
        with step("hand it to the supervisor"), ExitStack() as after:
            after.callback(self._close_namespaces)
            handle = os.pidfd_open(pid)
            after.callback(os.close, handle)
            socket.send_fds(self.line, [message], [handle, *([] if report is None else [report])])

    def close(self) -> None:
        """Let go of it, unused."""
        self.line.close()
        self._close_namespaces()

    def _close_namespaces(self) -> None:
        for namespace in self.namespaces.values():
            os.close(namespace)


class Sandboxes:
    """Where a process gets its sandboxes from, which end when this object does; the next are always being made ready.

    Make it while the process has one thread and is small: what it holds by then is what every sandbox costs once more.
    As an ordinary user the process goes on in a user namespace of its own, and once `start` was called, os.fork() is
    of no more use to it: its children would be in the last sandbox.

    Raises SandboxError where the machine cannot do it.
    """

    def __init__(self):
        number("unshare")  # raises where the machine is none that the filter is made for
        _check_caller()
        gain_rights()
        with step("look at the calling process"):
            self._home = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with step("start the process that makes sandboxes"):
            caller, self.nursery = os.getpid(), os.fork()
        if not self.nursery:
            self._orders.close()
            serve(theirs, caller)
        theirs.close()
        self.given: dict[int, Empty] = {}  # by the pid of who is confined
        self._ordered: defaultdict[Kind, deque[socket.socket]] = defaultdict(deque)
        self._used: set[socket.socket] = set()  # lines to supervisors that have made a sandbox before

    def start(
        self,
        limits: Limits,
        inside: Callable[[], object],
        failed: Callable[[str], object],
        *,
        keep: Sequence[int] = (),
        readable: Sequence[Path] = (),
        report: int | None = None,
        gpu: bool = False,
    ) -> int:
        """Fork; the child calls `inside` in a sandbox and ends. Returns its pid.

        failed    called by the child, instead of `inside`, with the reason why it could not be confined
        keep      descriptors that stay open: sockets and pipes, for a folder's would lead out; all others are closed,
                  and 0 to 2 lead to /dev/null unless they are kept
        readable  files and folders that can be read inside, besides the system, Python and helpers/
        report    a descriptor for one JSON line when all is over (see supervisor.Verdict); never open inside
        gpu       whether NVIDIA's devices can be used inside; their driver is then open to attack. The caller must
                  not have used them: no context survives a fork

        The child is the caller's to wait for, and to name to `ended` then; where a limit is passed it ends by SIGKILL.
        When it ends, all that came of it is killed, and so are all when the caller ends. Inside, HOME, TMPDIR and the
        working directory are /tmp; signals are handled as in a fresh Python; Python objects of closed descriptors
        should not be left to the garbage collector, which would close whatever then has their number.

        Raises SandboxError, in the caller, where there is no sandbox to fork into.
        """
        _check_caller()
        kind = Kind(limits.tmp_mb, tuple(map(str, readable)), gpu)
        empty, pid = self._fork(kind)
        if not pid:
            self._forget(empty)
            _live(lambda: _confine(limits, {*keep} - {report}, empty, gpu), inside, failed)
        try:
            empty.hand_over(pid, limits, report)
        except SandboxError:  # nobody would watch it
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            empty.line.close()
            raise
        self.given[pid] = empty
        with suppress(SandboxError):  # whoever asks for the next one will hear of it
            self._order(kind)
        return pid

    def ended(self, pid: int) -> None:
        """Say that a child was waited for: its supervisor makes another sandbox, or ends too."""
        if given := self.given.pop(pid, None):
            if given.uid is None:
                given.line.close()
                return
            with suppress(OSError):  # it was ended: whoever would have its next one will find that out
                given.line.send(ANOTHER)
            self._ordered[given.kind].append(given.line)
            self._used.add(given.line)

    @property
    def alive(self) -> bool:
        """Whether the process that makes sandboxes lives; when it ends, so do they all."""
        return not can_be_read(self._orders)  # it says nothing: that would be its end

    def close(self) -> None:
        """End all sandboxes, and wait until they have ended."""
        for line in self._lines():
            line.close()
        wait_for_children()

    def _fork(self, kind: Kind) -> tuple[Empty, int]:
        """A child in a sandbox's pid namespace, and the sandbox; the next one where one has ended by itself."""
        for _ in range(TRIES + len(self._ordered[kind])):
            if (empty := self._next(kind)) is None:
                continue
            try:
                return empty, self._fork_into(empty)
            except SandboxError:
                has_ended = can_be_read(empty.line, LAST_WORD_S)
                empty.close()
                if not has_ended:
                    raise
        raise SandboxError("all sandboxes ended before anybody was in them: the machine may be short of memory")

    def _fork_into(self, empty: Empty) -> int:
        empty.join("pid")
        with step("start the confined process"):
            pid = os.fork()
        if pid and empty.uid is not None:  # an ordinary user's later children are in there, too; root's need not be
            call("setns", self._home, NEWPID)
        return pid

    def _forget(self, empty: Empty) -> None:
        """In the child: no Python object may close a descriptor that is somebody else's by then."""
        for line in (*self._lines(), empty.line):
            line.detach()

    def _lines(self) -> list[socket.socket]:
        given = [given.line for given in self.given.values()]
        return [self._orders, *given, *chain.from_iterable(self._ordered.values())]

    def _order(self, kind: Kind) -> None:
        """Have sandboxes made that are likely to be wanted next, while others work."""
        while len(self._ordered[kind]) < AHEAD:
            with step("open a line to a supervisor"):
                ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs, step(ENDED):
                socket.send_fds(self._orders, [json.dumps(asdict(kind)).encode()], [theirs.fileno()])
            self._ordered[kind].append(ours)

    def _next(self, kind: Kind) -> Empty | None:
        """A sandbox that was ordered, when it stands; None where it has ended by itself."""
        if not self._ordered[kind]:
            self._order(kind)
        line = self._ordered[kind].popleft()
        is_new = line not in self._used
        self._used.discard(line)
        said, namespaces = b"", []
        with suppress(ConnectionResetError):  # it was ended before it heard our last word
            said, namespaces, _, _ = socket.recv_fds(line, MESSAGE, len(NAMESPACES))
        told = json.loads(said or "{}")
        if "supervisor" not in told:
            line.close()
            # What a used one lacked, descriptors or memory, a new one may have, or will say.
            if (is_new and "failed" in told) or not self.alive:
                raise SandboxError(told.get("failed", ENDED))
            return None
        empty = Empty(kind, **told, namespaces=dict(zip(NAMESPACES, namespaces, strict=False)), line=line)
        if len(namespaces) < len(NAMESPACES):
            empty.close()
            raise SandboxError("open the namespaces: EMFILE, too many open files")
        if can_be_read(line):  # its end only
            empty.close()
            return None
        return empty


def _live(confine: Callable[[], None], inside: Callable[[], object], failed: Callable[[str], object]) -> NoReturn:
    """The child's whole life: it never comes back into the caller's code, and ends without the slow teardown."""
    try:
        confine()
    except BaseException as failure:
        with suppress(BaseException):
            failed(str(failure) if isinstance(failure, SandboxError) else f"unexpected: {failure!r}")
        os._exit(1)
    with suppress(BaseException):
        inside()
        os._exit(0)
    os._exit(1)


def count_threads() -> int:
    """How many threads this process has; 1 where there is no /proc to ask."""
    with suppress(FileNotFoundError):
        return len(os.listdir("/proc/self/task"))
    return 1


def _check_caller() -> None:
    """Refuse where a fork would not be safe, or where the tree of processes could not be watched."""
    with step("look at the calling process"):
        threads = count_threads()
        watchable = os.path.exists(f"/proc/self/task/{os.getpid()}/children")
    if threads != 1:
        raise SandboxError(f"the calling process has {threads} threads; only one with a single thread can be forked")
    if not watchable:
        raise SandboxError("this kernel does not list a process's children in /proc (PROC_CHILDREN)")


def _confine(limits: Limits, keep: set[int], empty: Empty, gpu: bool) -> None:
    """In the child, whose pid is of the sandbox already: join all else that init has built, give up everything."""
    data = privileges.own_data()  # while there is a /proc for certain
    if empty.uid is None:
        empty.join("user")
        privileges.set_dumpable(True)  # no longer, after that
    privileges.die_with_parent()
    os.umask(0o077)
    be_first_to_go()
    with step("leave the terminal"):
        os.setsid()
    empty.join("net", "ipc", "uts", "cgroup", "mnt")
    # With the line to the supervisor: had the caller ended before we were tied to its life, its end would now come.
    privileges.close_all_but(keep)
    privileges.reset_signals()
    privileges.set_limits(limits, data, beside=1 if empty.uid is not None else 2)  # init; the supervisor, too
    privileges.become_unprivileged(empty.uid)
    privileges.set_dumpable(True)  # else its own /proc/self would be closed to it
    privileges.die_with_parent()
    landlock.restrict(gpu_devices() if gpu else [])
    seccomp.install(gpu)
    for name in ("HOME", "TMPDIR", "PWD"):  # one by one: update() would ask every class whether it is a mapping
        os.environ[name] = "/tmp"
    if not gpu:
        os.environ["CUDA_VISIBLE_DEVICES"] = ""  # whose devices are not there: else libraries would try, and complain
    tempfile.tempdir = None  # it may remember a folder of the outside
    with step("enter /tmp"):
        os.chdir("/tmp")
