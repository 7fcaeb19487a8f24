"""The caller's side: forks that wake up confined, each in a sandbox that its nursery has made ready."""

import json
import os
import select
import socket
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from . import landlock, privileges, seccomp
from .calls import NEWCGROUP, NEWIPC, NEWNET, NEWNS, NEWPID, NEWUSER, NEWUTS, must, number, step
from .limits import Limits, SandboxError
from .mounts import change_root, gpu_devices
from .nursery import INNER_UID, MESSAGE, be_nobody_special, serve

ENDED = "the process that makes sandboxes has ended"


@dataclass
class Empty:
    """A sandbox that stands and waits: descriptors of its namespaces, and a line to its supervisor.

    uid: the user that root becomes inside, of this sandbox alone; None for an ordinary user, who stays one.
    """

    supervisor: int
    uid: int | None
    processes: int
    users: int
    line: socket.socket

    def hand_over(self, pid: int, limits: Limits, report: int | None) -> None:
        """Let the supervisor watch the confined process; from here on it ends when the line is closed."""
        handle = os.pidfd_open(pid)
        with step("hand it to the supervisor"):
            message = json.dumps({"pid": pid, "limits": asdict(limits)}).encode()
            socket.send_fds(self.line, [message], [handle, *([] if report is None else [report])])
        for done in (handle, self.processes, self.users):
            os.close(done)


class Sandboxes:
    """Where a process gets its sandboxes from, which end when this object does; one is always being made ready.

    Make it while the process has one thread and is small: what it holds by then is what every sandbox costs once more.
    As an ordinary user the process goes on in a user namespace of its own. Once `start` was called, os.fork() is
    of no more use to it: its children would be in the last sandbox.

    Raises SandboxError where the machine cannot do it.
    """

    def __init__(self):
        number("unshare")  # raises where the machine is none that the filter is made for
        _check_caller()
        if privileges.own_uid(os.getpid()) is None:
            be_nobody_special()
        self._orders, theirs = socket.socketpair()
        with step("start the process that makes sandboxes"):
            caller, self.nursery = os.getpid(), os.fork()
        if not self.nursery:
            self._orders.close()
            serve(theirs, caller)
        theirs.close()
        self.given: dict[int, Empty] = {}  # by the pid of who is confined
        self._ordered: socket.socket | None = None
        self._order()

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
        empty = self._next()
        must("join the sandbox's processes", "setns", empty.processes, NEWPID)  # for the next child
        with step("start the confined process"):
            pid = os.fork()
        if not pid:
            self._forget(empty)
            _live(lambda: _confine(limits, {*keep} - {report}, readable, empty, gpu), inside, failed)
        self.given[pid] = empty
        empty.hand_over(pid, limits, report)
        self._order()
        return pid

    def ended(self, pid: int) -> None:
        """Say that a child was waited for: its supervisor ends too."""
        if given := self.given.pop(pid, None):
            given.line.close()

    @property
    def alive(self) -> bool:
        """Whether the process that makes sandboxes lives; when it ends, so do they all."""
        return not select.select([self._orders], [], [], 0)[0]  # it says nothing: only its end can be read

    def _forget(self, empty: Empty) -> None:
        """In the child: no Python object may close a descriptor that is somebody else's by then."""
        for line in (self._orders, empty.line, *(given.line for given in self.given.values())):
            line.detach()

    def _order(self) -> None:
        """Have the next sandbox made, while others work."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, step(ENDED):
            socket.send_fds(self._orders, [b"1"], [theirs.fileno()])
        self._ordered = ours

    def _next(self) -> Empty:
        """The sandbox that was ordered; waits until it stands."""
        if self._ordered is None:
            self._order()
        line, self._ordered = self._ordered, None
        said, namespaces, _, _ = socket.recv_fds(line, MESSAGE, 2)
        told = json.loads(said) if said else {"failed": ENDED}
        if "failed" in told:
            line.close()
            raise SandboxError(told["failed"])
        return Empty(told["supervisor"], told["uid"], *namespaces, line)


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


def _check_caller() -> None:
    """Refuse where a fork would not be safe, or where the tree of processes could not be watched."""
    with step("look at the calling process"):
        threads = len(os.listdir("/proc/self/task"))
        watchable = os.path.exists(f"/proc/self/task/{os.getpid()}/children")
    if threads != 1:
        raise SandboxError(f"the calling process has {threads} threads; only one with a single thread can be forked")
    if not watchable:
        raise SandboxError("this kernel does not list a process's children in /proc (PROC_CHILDREN)")


def _confine(limits: Limits, keep: set[int], readable: Sequence[Path], empty: Empty, gpu: bool) -> None:
    """In the child, a process of the sandbox by now: build everything, give up everything."""
    if empty.uid is None:
        must("join the sandbox's user namespace", "setns", empty.users, NEWUSER)
        privileges.set_dumpable(True)  # no longer, after that
    privileges.die_with_parent()
    os.umask(0o022)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # where memory runs out, this goes before the teacher's
    with step("leave the terminal"):
        os.setsid()
    must("make the namespaces", "unshare", NEWNS | NEWNET | NEWIPC | NEWUTS | NEWCGROUP)
    must("hide the machine's name", "sethostname", b"sandbox", 7)
    inner = INNER_UID if empty.uid is None else empty.uid
    devices = gpu_devices() if gpu else []
    change_root(limits, readable, inner, inner, devices)
    # With the line to the supervisor: had the caller ended before we were tied to its life, its end would now come.
    privileges.close_all_but(keep)
    privileges.reset_signals()
    privileges.set_limits(limits)
    privileges.become_unprivileged(empty.uid)
    privileges.set_dumpable(True)  # else its own /proc/self would be closed to it
    privileges.die_with_parent()
    landlock.restrict(devices)
    seccomp.install()
    os.umask(0o077)
    os.environ.update(HOME="/tmp", TMPDIR="/tmp", PWD="/tmp")
    if not gpu:
        os.environ["CUDA_VISIBLE_DEVICES"] = ""  # whose devices are not there: else libraries would try, and complain
    tempfile.tempdir = None  # it may remember a folder of the outside
    with step("enter /tmp"):
        os.chdir("/tmp")
