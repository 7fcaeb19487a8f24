"""What a process gives up before anything untrusted runs in it: rights, descriptors, signal handlers, resources."""

import ctypes
import errno
import os
import signal
from collections.abc import Iterable

try:
    import resource
except ImportError:  # Windows: the package can be imported there, to say that it makes no sandbox
    resource = None

from .calls import call, describe, must, step
from .limits import Limits, SandboxError

SET_PDEATHSIG, SET_DUMPABLE, SET_SECUREBITS, CAPBSET_DROP = 1, 4, 28, 24
SET_NO_NEW_PRIVS, AMBIENT, AMBIENT_CLEAR_ALL = 38, 47, 4
# root's id brings no capabilities, none can be kept or made ambient; each of it locked
SECUREBITS = 0xEB
CAP_SYS_ADMIN = 21
# Ids that no distribution gives away: for each pid that there can be so many, up to the end of what is positive.
FIRST_UID, PIDS, TURNS = 0x70000000, 2**22, 64
KEPT_IGNORED = ("SIGPIPE", "SIGXFSZ")
UNTOUCHABLE = {getattr(signal, name, None) for name in ("SIGKILL", "SIGSTOP")}
RESETTABLE = sorted(signal.valid_signals() - UNTOUCHABLE)


class Header(ctypes.Structure):
    """struct __user_cap_header_struct"""

    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


CapabilitySets = ctypes.c_uint32 * 6  # effective, permitted, inheritable; then the upper halves of the three
VERSION_3 = 0x20080522


def capabilities() -> list[int]:
    """This process's capabilities: effective, permitted, inheritable, each in two halves."""
    sets = CapabilitySets()
    must("read the capabilities", "capget", Header(VERSION_3, 0), sets)
    return list(sets)


def own_uid(turn: int = 0) -> int | None:
    """The id that root becomes inside the sandbox that this process supervises; None where only a user namespace helps.

    A user of its own for each, since the kernel counts much by user, and what one sandbox left may be dying still when
    the next one starts. No two processes have the same id at once, so no two sandboxes have the same user; and those
    that one process supervises in turn have each another, for so many turns.
    """
    uid = FIRST_UID + turn % TURNS * PIDS + os.getpid() % PIDS
    if os.geteuid() or not capabilities()[0] >> CAP_SYS_ADMIN & 1:
        return None
    with open("/proc/self/uid_map", "rb") as mapping:
        ranges = [[int(field) for field in line.split()] for line in mapping]
    end = FIRST_UID + TURNS * PIDS
    return uid if any(first <= FIRST_UID and end <= first + count for first, _, count in ranges) else None


def is_machine_root() -> bool:
    """Whether this is root outside every user namespace: to that user RLIMIT_NPROC does not apply."""
    with open("/proc/self/uid_map", "rb") as mapping:
        return os.geteuid() == 0 and mapping.read().split() == [b"0", b"0", b"4294967295"]


def set_limits(limits: Limits, data: int, beside: int) -> None:
    """Set every resource limit, hard and soft alike: nothing can raise them again.

    data: see `own_data`; beside: how many processes of the sandbox's user are none of the confined code's.
    """
    megabyte = 2**20
    wanted = {
        "AS": limits.address_mb * megabyte,
        "CORE": 1,  # byte: no file, and no call of a handler as the machine's root, to which 0 would mean nothing
        "CPU": int(limits.cpu_s) + 5,  # for each process; the supervisor, who counts the tree, comes first
        "DATA": data + limits.data_mb * megabyte,
        "FSIZE": limits.file_mb * megabyte,
        "MEMLOCK": 0,
        "MSGQUEUE": 0,
        "NICE": 0,
        "NOFILE": limits.open_files,
        # The kernel refuses more, an error of the code's own. And one, so that who stands there has asked for too many.
        "NPROC": limits.processes + 1 + beside,
        "RTPRIO": 0,
        "SIGPENDING": 1024,
        "STACK": 8 * megabyte,
    }
    with step("set the resource limits"):
        for name, value in wanted.items():
            which = getattr(resource, f"RLIMIT_{name}", None)
            which = {"SIGPENDING": 11}.get(name) if which is None else which
            hardest = resource.getrlimit(which)[1]
            value = value if hardest == resource.RLIM_INFINITY else min(value, hardest)
            resource.setrlimit(which, (value, value))


def own_data() -> int:
    """Bytes of this process's memory that can be written to and that is its own, used or not."""
    with step("look at its own memory"), open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[5]) * resource.getpagesize()


def become_unprivileged(uid: int | None) -> None:
    """Drop every capability from every set, and as root also the user and the groups."""
    for capability in range(64):
        dropped = call("prctl", CAPBSET_DROP, capability, 0, 0, 0)
        if dropped == -errno.EINVAL:
            break  # the kernel knows no more of them
        if dropped:
            raise SandboxError(f"drop the bounding capabilities (prctl): {describe(-dropped)}")
    must("drop the ambient capabilities", "prctl", AMBIENT, AMBIENT_CLEAR_ALL, 0, 0, 0)
    must("lock the secure bits", "prctl", SET_SECUREBITS, SECUREBITS, 0, 0, 0)
    if uid is not None:
        with step("leave the groups"):
            os.setgroups([])
        must("switch the group", "setresgid", uid, uid, uid)
        must("switch the user", "setresuid", uid, uid, uid)
    must("drop the capabilities", "capset", Header(VERSION_3, 0), CapabilitySets())
    if any(capabilities()) or 0 in (*os.getresuid(), *os.getresgid()):
        raise SandboxError("drop the capabilities: some are left, or the user or the group is still root")
    must("forbid new privileges", "prctl", SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def die_with_parent() -> None:
    """Let the kernel kill this process when its parent ends. A change of user clears it: call it after that."""
    must("tie to the parent's life", "prctl", SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def set_dumpable(value: bool) -> None:
    """Whether processes of the same user may look into this one through /proc."""
    must("set dumpable", "prctl", SET_DUMPABLE, int(value), 0, 0, 0)


def close_all_but(keep: Iterable[int]) -> None:
    """Close every descriptor that is not kept; of 0, 1 and 2 those not kept lead to /dev/null afterwards."""
    keep = sorted(set(keep))
    with step("open /dev/null"):
        null = os.open("/dev/null", os.O_RDWR)
        for standard in {0, 1, 2} - set(keep):
            if null != standard:
                os.dup2(null, standard)
    for low, high in zip([2, *(fd for fd in keep if fd > 2)], [*(fd for fd in keep if fd > 2), 2**31], strict=True):
        if high > low + 1:
            must("close what was inherited", "close_range", low + 1, high - 1, 0)


def reset_signals() -> None:
    """Block none, and treat each as a fresh Python does.

    That is the system's default but for SIGINT (KeyboardInterrupt) and two that come back as OSError: a write to a
    closed pipe, and one beyond file_mb.
    """
    signal.set_wakeup_fd(-1)
    for number in RESETTABLE:
        signal.signal(number, signal.SIG_DFL)
    for name in KEPT_IGNORED:
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
