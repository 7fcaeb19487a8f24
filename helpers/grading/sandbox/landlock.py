"""A second layer under the mounts, where the kernel has Landlock: read below the new root, write in two folders.

A descriptor that leads out of the new root, or a mistake in the mounts, is then still no way to write or to read.
"""

import ctypes
import errno
import os
from collections.abc import Sequence

from .calls import call, describe, must, step
from .limits import SandboxError

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
TRUNCATE, IOCTL_DEVICE = 1 << 14, 1 << 15
BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}  # file rights each version knows
ALL_TCP, ALL_SCOPES = 3, 3  # bind and connect; abstract sockets and signals to outside
VERSION, BENEATH = 1, 1
WRITABLE_FOLDERS, WRITABLE_FILES = ("/tmp", "/dev/shm"), ("/dev/null", "/dev/full")


class Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr"""

    _fields_ = [(name, ctypes.c_uint64) for name in ("files", "net", "scoped")]


class Beneath(ctypes.Structure):
    """struct landlock_path_beneath_attr"""

    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


def version() -> int:
    """Which Landlock this kernel has; 0 for none. Raises SandboxError where something forbids to ask."""
    found = call("landlock_create_ruleset", 0, 0, VERSION)
    if found in (-errno.ENOSYS, -errno.EOPNOTSUPP):  # not built in, or not switched on
        return 0
    if found < 0:
        raise SandboxError(f"ask for Landlock (landlock_create_ruleset): {describe(-found)}")
    return found


def restrict(gpu: Sequence[str] = ()) -> None:
    """Confine this process and its children to come; without Landlock in the kernel, nothing happens.

    gpu: the files of its devices, which may then be used in every way; its driver writes names of threads to /proc.
    """
    abi = version()
    if not abi:
        return
    rights = BY_ABI[max(known for known in BY_ABI if known <= abi)]
    rules = Ruleset(rights, ALL_TCP if abi >= 4 else 0, ALL_SCOPES if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8  # older kernels know a shorter structure
    ruleset = must("make Landlock's rules", "landlock_create_ruleset", rules, size, 0)
    _allow(ruleset, "/", EXECUTE | READ_FILE | READ_DIR)
    for folder in WRITABLE_FOLDERS:
        _allow(ruleset, folder, rights)
    for path in WRITABLE_FILES:
        _allow(ruleset, path, rights & (WRITE_FILE | READ_FILE | TRUNCATE))
    for path in ("/proc", *gpu) if gpu else ():
        _allow(ruleset, path, rights & (WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE))
    must("apply Landlock's rules", "landlock_restrict_self", ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    with step("make Landlock's rules"):
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    must(f"let Landlock allow {path}", "landlock_add_rule", ruleset, BENEATH, Beneath(rights, folder), 0)
    os.close(folder)
