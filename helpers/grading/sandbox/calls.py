"""The one door to the kernel: raw system calls by name; a refused one raises SandboxError with the step's name.

Everything is looked up at import, so that between the fork and the confined process nothing is loaded or compiled.
"""

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .limits import SandboxError

MACHINE = platform.machine()

# name: number on x86_64, number on aarch64. Calls from 424 on are numbered alike everywhere.
NUMBERS = {
    "capget": (125, 90),
    "capset": (126, 91),
    "close_range": (436, 436),
    "keyctl": (250, 219),
    "landlock_add_rule": (445, 445),
    "landlock_create_ruleset": (444, 444),
    "landlock_restrict_self": (446, 446),
    "madvise": (28, 233),
    "mmap": (9, 222),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "munmap": (11, 215),
    "open_tree": (428, 428),
    "pivot_root": (155, 41),
    "prctl": (157, 167),
    "seccomp": (317, 277),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "setresgid": (119, 149),
    "setresuid": (117, 147),
    "umount2": (166, 39),
    "unshare": (272, 97),
}

NEWNS, NEWCGROUP, NEWUTS, NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000

_syscall = None
if sys.platform == "linux":
    _syscall = ctypes.CDLL(None, use_errno=True).syscall
    _syscall.restype = ctypes.c_long


def number(name: str) -> int:
    """The call's number on this machine. Raises SandboxError where the machine is none that the filter knows."""
    if sys.platform != "linux" or MACHINE not in ("x86_64", "aarch64"):
        raise SandboxError(f"a sandbox needs Linux on x86_64 or aarch64; this is {sys.platform} on {MACHINE}")
    return NUMBERS[name][MACHINE == "aarch64"]


def call(name: str, *args: int | bytes | ctypes.Structure) -> int:
    """One system call; returns its result, or -errno where the kernel refuses it."""
    result = _syscall(ctypes.c_long(number(name)), *map(_argument, args))
    return result if result >= 0 else -ctypes.get_errno()


def _argument(value: int | bytes | ctypes.Structure):
    """As C passes it: numbers as long (ctypes alone would cut them to 32 bits), structures by address."""
    if isinstance(value, int):
        return ctypes.c_long(value)
    return ctypes.byref(value) if isinstance(value, ctypes.Structure | ctypes.Array) else value


def must(step: str, name: str, *args: int | bytes | ctypes.Structure) -> int:
    """One system call that has to succeed; `step` is what the error message calls it."""
    result = call(name, *args)
    if result < 0:
        raise SandboxError(f"{step} ({name}): {describe(-result)}")
    return result


def describe(code: int) -> str:
    """An errno as people search for it: "EPERM, Operation not permitted"."""
    return f"{errno.errorcode.get(code, code)}, {os.strerror(code)}"


@contextmanager
def step(name: str) -> Iterator[None]:
    """Turn what Python's own functions raise inside the block into a SandboxError that names the step."""
    try:
        yield
    except OSError as refused:
        where = f" {refused.filename}" if refused.filename else ""
        raise SandboxError(f"{name}{where}: {describe(refused.errno)}") from None
