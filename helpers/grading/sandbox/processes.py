"""From one process three: the supervisor outside, a small init, and the confined process that `enter` returns in."""

import json
import os
import select
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from . import landlock, privileges, seccomp
from .calls import NEWCGROUP, NEWIPC, NEWNET, NEWNS, NEWPID, NEWUSER, NEWUTS, must, number, step
from .limits import Limits, SandboxError
from .mounts import change_root, gpu_devices
from .supervisor import supervise

INNER_UID = 1000  # what an ordinary user is called inside; anything but 0
READY = b"ready\n"
_forking = 0  # the process that forked last: a fork finds its parent's id here, though the parent may be gone already


def _remember_who_forks() -> None:
    global _forking
    _forking = os.getpid()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_remember_who_forks)


def enter(
    limits: Limits,
    *,
    keep: Sequence[int] = (),
    readable: Sequence[Path] = (),
    slot: int = 0,
    report: int | None = None,
    gpu: bool = False,
) -> None:
    """Put the calling process, a fresh fork with one thread, into a sandbox; returns in the confined process.

    keep      descriptors that stay open: sockets and pipes, for a folder's would lead out; all others are closed, and
              0 to 2 lead to /dev/null unless they are kept
    readable  files and folders that can be read inside, besides the system, Python and helpers/
    slot      which of the parallel ones this is: as root, each sandbox is a user of its own (see privileges.slot_uid)
    report    a descriptor for one JSON line when all is over (see supervisor.Verdict); never open inside
    gpu       whether NVIDIA's devices can be used inside; their driver is then open to attack. The caller must not
              have used them: no context survives a fork

    The calling process itself becomes the supervisor: it never returns, and ends with the confined process's exit
    code, with 128 + n after signal n, or with 137 where a limit was passed. Inside, HOME, TMPDIR and the working
    directory are /tmp; signals are handled as in a fresh Python; Python objects of closed descriptors should not be
    left to the garbage collector, which would close whatever then has their number.

    Import this module before the fork: what can be looked up beforehand is, and a parent that ends early is noticed.

    Raises SandboxError, in the calling process, where any part cannot be made; nothing runs then. That process may
    already have changed: it should report the error and end.
    """
    number("unshare")  # raises where the machine is none that the filter is made for
    _check_caller()
    uid = privileges.slot_uid(slot)
    parent = _forking if _forking not in (0, os.getpid()) else os.getppid()
    if uid is None:
        _be_nobody_special()
    must("make a pid namespace", "unshare", NEWPID)  # for the children: the supervisor stays where it is
    privileges.die_with_parent()
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)
    with step("start the init process"):
        status, status_end = os.pipe()
        alive_end, alive = os.pipe()  # nobody writes: that it is closed tells init that the supervisor is gone
        init = os.fork()
    if init:
        os.close(status_end)
        os.close(alive_end)
        _wait_until_ready(init, status)
        supervise(init, status, limits, report, keep=[alive])
    try:
        os.close(status)
        os.close(alive)
        _confine(limits, {*keep} - {report}, readable, uid, gpu, status_end, alive_end)
    except BaseException as failure:
        reason = str(failure) if isinstance(failure, SandboxError) else f"unexpected: {failure!r}"
        _end(status_end, {"failed": reason}, 1)


def _check_caller() -> None:
    """Refuse where a fork would not be safe, or where the tree of processes could not be watched."""
    with step("look at the calling process"):
        threads = len(os.listdir("/proc/self/task"))
        watchable = os.path.exists(f"/proc/self/task/{os.getpid()}/children")
    if threads != 1:
        raise SandboxError(f"the calling process has {threads} threads; only one with a single thread can be forked")
    if not watchable:
        raise SandboxError("this kernel does not list a process's children in /proc (PROC_CHILDREN)")


def _be_nobody_special() -> None:
    """As an ordinary user: make a user namespace, in which that user has the rights that the next steps need."""
    if privileges.is_machine_root():  # the kernel's limit on processes would not bind
        raise SandboxError("root without CAP_SYS_ADMIN: grade as an ordinary user, or give the container SYS_ADMIN")
    uid, gid = os.getuid(), os.getgid()
    privileges.set_dumpable(True)  # it is not after a setuid without exec, and then /proc/self belongs to root
    must("make a user namespace", "unshare", NEWUSER)
    with step("map the user"):
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{INNER_UID} {uid} 1"),
            ("gid_map", f"{INNER_UID} {gid} 1"),
        ):
            Path("/proc/self", name).write_text(text)


def _wait_until_ready(init: int, status: int) -> None:
    """Wait until the sandbox is complete. Raises SandboxError with the reason where it could not be made."""
    said = os.read(status, len(READY))
    if said == READY:
        return
    while more := os.read(status, 4096):
        said += more
    os.kill(init, signal.SIGKILL)
    os.waitpid(init, 0)
    if not said:
        raise SandboxError("the init process ended before the sandbox was made")
    first, _ = json.JSONDecoder().raw_decode(said.decode())  # init's own last words may follow
    raise SandboxError(first["failed"])


def _confine(
    limits: Limits, keep: set[int], readable: Sequence[Path], uid: int | None, gpu: bool, status: int, alive: int
) -> None:
    """In the new pid namespace's first process: build everything, give up everything, then fork what is confined."""
    os.umask(0o022)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # where memory runs out, this goes before the teacher's
    with step("leave the terminal"):
        os.setsid()
    must("make the namespaces", "unshare", NEWNS | NEWNET | NEWIPC | NEWUTS | NEWCGROUP)
    must("hide the machine's name", "sethostname", b"sandbox", 7)
    inner = INNER_UID if uid is None else uid
    devices = gpu_devices() if gpu else []
    change_root(limits, readable, inner, inner, devices)
    privileges.close_all_but({*keep, status, alive})
    privileges.reset_signals()
    privileges.set_limits(limits)
    privileges.become_unprivileged(uid)
    privileges.set_dumpable(False)  # init's memory is not for the confined process, which has the same user
    privileges.die_with_parent()
    if select.select([alive], [], [], 0)[0]:  # the supervisor ended before the line above
        os._exit(1)
    landlock.restrict(devices)
    seccomp.install()
    with step("start the confined process"):
        confined = os.fork()
    if confined:
        _reap(confined, keep, status)
    _become_confined(gpu)
    os.write(status, READY)
    os.close(status)
    os.close(alive)


def _become_confined(gpu: bool) -> None:
    """The last steps, which are each process's own."""
    with step("leave init's session"):
        os.setsid()
    privileges.set_dumpable(True)  # else its own /proc/self would be closed to it
    privileges.die_with_parent()
    if os.getppid() != 1:
        os._exit(1)
    os.umask(0o077)
    os.environ.update(HOME="/tmp", TMPDIR="/tmp", PWD="/tmp")
    if not gpu:
        os.environ["CUDA_VISIBLE_DEVICES"] = ""  # whose devices are not there: else libraries would try, and complain
    tempfile.tempdir = None  # it may remember a folder of the outside
    with step("enter /tmp"):
        os.chdir("/tmp")


def _reap(confined: int, keep: set[int], status: int) -> NoReturn:
    """Be init: wait for every orphan, and end, and so end them all, when the confined process ends.

    Why untrusted code is not pid 1 itself: the kernel drops signals that pid 1 sends itself, so os.kill(os.getpid(), 9)
    and os.abort() would not end it, and nobody would wait for its orphans. Why this needs no more than a loop: when
    pid 1 ends, the kernel kills whatever is left in the namespace; and pid 1, all handlers at default, cannot be killed
    from inside.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for descriptor in keep:  # a reader at the other end sees the end as soon as the confined process closes its own
        with suppress(OSError):
            os.close(descriptor)
    while True:
        ended, how = os.waitpid(-1, 0)
        if ended == confined:
            _end(status, {"exit": os.WEXITSTATUS(how)} if os.WIFEXITED(how) else {"signal": os.WTERMSIG(how)}, 0)


def _end(status: int, message: dict, code: int) -> NoReturn:
    """Tell the supervisor and end at once: no handlers, no teardown."""
    with suppress(OSError):
        os.write(status, json.dumps(message).encode())
    os._exit(code)
