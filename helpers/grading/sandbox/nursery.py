"""The small process that makes sandboxes ready: for each a supervisor, and an init in a world of its own.

It is forked before the caller grows. A fork costs what its parent holds, and of a sandbox's three processes only the
confined one needs what the caller has imported: that one joins what stands here already. Root's supervisors make the
next sandbox when all of the one before has ended, as often as they are told to; an ordinary user's make one, for no
way leads back out of the pid namespace that their children are in.
"""

import gc
import json
import os
import select
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import NoReturn

from . import landlock, privileges, seccomp
from .calls import NEWCGROUP, NEWIPC, NEWNET, NEWNS, NEWPID, NEWUSER, NEWUTS, must, step
from .limits import SandboxError
from .mounts import change_root, gpu_devices
from .supervisor import supervise

INNER_UID = 1000  # what an ordinary user is called inside; anything but 0
NAMESPACES = {
    "pid": NEWPID,
    "user": NEWUSER,
    "net": NEWNET,
    "ipc": NEWIPC,
    "uts": NEWUTS,
    "cgroup": NEWCGROUP,
    "mnt": NEWNS,
}
MESSAGE = 1 << 16  # bytes; longer than any


@dataclass(frozen=True)
class Kind:
    """What a sandbox has to be like before anybody is in it: see `Sandboxes.start`, and `Limits` for tmp_mb."""

    tmp_mb: int
    readable: tuple[str, ...] = ()
    gpu: bool = False


def serve(orders: socket.socket, caller: int) -> NoReturn:
    """Fork a supervisor for each line to one that comes, until the caller hangs up or ends."""
    gc.disable()  # it would touch, and so copy, what the forks share
    reason = _reason(lambda: _settle(orders, caller))
    while True:
        said, lines, _, _ = socket.recv_fds(orders, MESSAGE, 1)
        if not said:
            wait_for_children()
            os._exit(0)
        with socket.socket(fileno=lines[0]) as line:
            kind = Kind(**json.loads(said))
            # Only what went wrong with the nursery itself stays wrong.
            if failed := reason or _reason(lambda line=line, kind=kind: _start_supervisor(line, kind)):
                _tell(line, {"failed": failed})
        wait_for_children(os.WNOHANG)


def wait_for_children(how: int = 0) -> None:
    """Wait until this process has no child any more; with os.WNOHANG for those only that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, how)[0]:
            pass


def can_be_read(end: socket.socket | int, seconds: float = 0) -> bool:
    """Whether something, or the end, arrives."""
    return bool(select.select([end], [], [], seconds)[0])


def _settle(end: socket.socket, parent: int) -> None:
    """Tie a fork to its parent's life, with nothing open but its line to somebody."""
    privileges.die_with_parent()
    if os.getppid() != parent:  # it ended before the line above
        os._exit(1)
    privileges.close_all_but([end.fileno()])


def _start_supervisor(line: socket.socket, kind: Kind) -> None:
    nursery = os.getpid()
    with step("start the supervisor"):
        supervisor = os.fork()
    if not supervisor:
        _live(line, lambda: _be_supervisor(line, kind, nursery))


def _live(line: socket.socket, act: Callable[[], None]) -> NoReturn:
    """A fork's whole life; where it goes wrong, the caller hears why."""
    if reason := _reason(act):
        _tell(line, {"failed": reason})
    os._exit(1)


def _reason(act: Callable[[], None]) -> str:
    """Do it; "", or why it could not be done."""
    try:
        act()
    except SandboxError as refused:
        return str(refused)
    except BaseException as failure:
        return f"unexpected: {failure!r}"
    return ""


def _tell(line: socket.socket, message: dict, descriptors: tuple[int, ...] = ()) -> None:
    with suppress(OSError):  # the caller has gone
        socket.send_fds(line, [json.dumps(message).encode()], descriptors)


def _be_supervisor(line: socket.socket, kind: Kind, nursery: int) -> None:
    """Make the namespaces that have to be there first, and the init process, which tells the caller; watch; again."""
    _settle(line, nursery)
    with step("look at its own namespaces"):
        home = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    for turn in count():
        init, alive = _start_init(line, kind, gain_rights(turn))
        if not supervise(init, line):
            os._exit(0)
        os.close(alive)
        must("leave the pid namespace", "setns", home, NEWPID)


def _start_init(line: socket.socket, kind: Kind, uid: int | None) -> tuple[int, int]:
    """The init process of a new sandbox, and a descriptor by which it knows that its supervisor is there."""
    must("make a pid namespace", "unshare", NEWPID)  # for the children: the supervisor stays where it is
    ready = {"supervisor": os.getpid(), "uid": uid}
    with step("start the init process"):
        alive_end, alive = os.pipe()  # nobody writes: that it is closed tells init that the supervisor is gone
        init = os.fork()
    if not init:
        os.close(alive)
        _live(line, lambda: _be_init(line, kind, ready, alive_end))
    os.close(alive_end)
    return init, alive


def gain_rights(turn: int = 0) -> int | None:
    """Get the rights to make namespaces; returns the id that root becomes inside, None for an ordinary user.

    turn: how many sandboxes this process has made before, as root.
    """
    uid = privileges.own_uid(turn)
    if uid is None:
        be_nobody_special()
    return uid


def be_nobody_special() -> None:
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
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)


def _be_init(line: socket.socket, kind: Kind, ready: dict, alive: int) -> NoReturn:
    """Build everything, tell the caller, give up everything; then wait for orphans until the supervisor ends them all.

    Why untrusted code is not pid 1 itself: the kernel drops signals that pid 1 sends itself, so os.kill(os.getpid(), 9)
    and os.abort() would not end it, and nobody would wait for its orphans. Why this needs no more than a loop: when
    pid 1 ends, the kernel kills whatever is left in the namespace; and pid 1, all handlers at default, cannot be killed
    from inside.
    """
    be_first_to_go()
    os.umask(0o022)
    with step("leave the terminal"):
        os.setsid()
    must("make the namespaces", "unshare", NEWNS | NEWNET | NEWIPC | NEWUTS | NEWCGROUP)
    must("hide the machine's name", "sethostname", b"sandbox", 7)
    with step("open the namespaces"):
        namespaces = [os.open(f"/proc/self/ns/{name}", os.O_RDONLY | os.O_CLOEXEC) for name in NAMESPACES]
    inner = INNER_UID if ready["uid"] is None else ready["uid"]
    change_root(kind.tmp_mb, kind.readable, inner, inner, gpu_devices() if kind.gpu else [])
    privileges.close_all_but({line.fileno(), alive, *namespaces})
    privileges.reset_signals()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    privileges.become_unprivileged(ready["uid"])
    privileges.set_dumpable(False)  # its memory is not for the confined process, which has the same user
    privileges.die_with_parent()
    if can_be_read(alive):  # the supervisor ended before the line above
        os._exit(1)
    landlock.restrict()
    seccomp.install()
    _tell(line, ready, tuple(namespaces))
    for descriptor in (line.detach(), alive, *namespaces):
        os.close(descriptor)
    while True:
        signal.sigwait({signal.SIGCHLD})
        wait_for_children(os.WNOHANG)


def be_first_to_go() -> None:
    """Where memory runs out, this process goes before the teacher's."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
