"""The confined process's whole file system: a fresh root with read-only views of a few folders, and two writable ones.

Order matters: every source is cloned while the old root is still in place, then the new root is built over /tmp (so a
`readable` folder may lie in /tmp too), and last the old root is detached.
"""

import ctypes
import glob
import os
import stat
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from .calls import call, must, step

RDONLY, NOSUID, NODEV, NOEXEC = 1, 2, 4, 8  # the same bits for mount() and mount_setattr()
PRIVATE, RECURSIVE, DETACH = 1 << 18, 1 << 14, 2
AT_RECURSIVE, AT_EMPTY_PATH, CLONE, CLOEXEC, MOVE_FROM_FD = 0x8000, 0x1000, 1, 0x80000, 4
AT_FDCWD = -100

HELPERS = str(Path(__file__).resolve().parents[2])  # helpers/ alone: the folder above it holds answers and marks
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
ETC = ("ld.so.cache", "localtime", "fonts", "alternatives")  # alternatives: Debian's links to its linear algebra
DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
ZERO = "/dev/zero"  # maps of it are memory that no limit counts: only for a GPU's driver
GPU_DEVICES = "/dev/nvidia[0-9]*", "/dev/nvidiactl", "/dev/nvidia-uvm"
BUILD = "/tmp"  # where the new root is put together, in a mount namespace of its own
INODES = 16384


class MountAttributes(ctypes.Structure):
    """struct mount_attr"""

    _fields_ = [(name, ctypes.c_uint64) for name in ("attr_set", "attr_clr", "propagation", "userns_fd")]


def gpu_devices() -> list[str]:
    """The device files of this machine's NVIDIA GPUs."""
    return sorted(path for pattern in GPU_DEVICES for path in glob.glob(pattern))


def change_root(tmp_mb: int, readable: Sequence[str], uid: int, gid: int, gpu: Sequence[str] = ()) -> bool:
    """Give this process, alone in its mount namespace, the new root; says whether /proc could be mounted.

    Where the kernel refuses a fresh /proc (in most containers, to ordinary users) an empty folder stands in its place.
    gpu: a GPU's device files, which are then shown too.
    """
    must("cut off from the machine's mounts", "mount", b"none", b"/", 0, PRIVATE | RECURSIVE, 0)
    views = [(path, _view(path)) for path in _visible(readable)]
    shown = (*DEVICES, *([ZERO] if gpu else []), *gpu)
    devices = [(path, _view(path, RDONLY | NOSUID | NOEXEC)) for path in shown]
    _mount_tmpfs("the new root", BUILD, f"size=4m,nr_inodes={INODES},mode=755")
    with step("build the new root"):
        for folder in ("proc", "tmp", "dev/shm", "etc"):
            os.makedirs(f"{BUILD}/{folder}")
    inside = f"nr_inodes={INODES},mode=1777"
    _mount_tmpfs("/tmp", f"{BUILD}/tmp", f"size={tmp_mb}m,{inside}")
    _mount_tmpfs("/dev/shm", f"{BUILD}/dev/shm", f"size={min(64, tmp_mb)}m,{inside}", NOEXEC)
    flags = NOSUID | NODEV | NOEXEC | (0 if gpu else RDONLY)  # a GPU's driver names its threads there
    # Processes only: its counters are the machine's, and one sandbox could leave word in them for the next.
    has_proc = call("mount", b"proc", f"{BUILD}/proc".encode(), b"proc", flags, b"subset=pid") == 0
    with step("build the new root"):
        for path, tree in [*views, *devices]:
            _attach(tree, path)
        _write_etc(uid, gid)
    with step("enter the new root"):
        os.chdir(BUILD)
    must("enter the new root", "pivot_root", b".", b".")
    must("leave the old root", "umount2", b".", DETACH)  # stacked on the new one, so `.` is the old one
    with step("enter the new root"):
        os.chdir("/")
    _restrict("the new root", AT_FDCWD, b"/", RDONLY | NOSUID | NODEV, recursive=False)
    return has_proc


def _visible(readable: Sequence[str]) -> tuple[str, ...]:
    """What is shown, as absolute paths, parents first; each also under its real name where it is reached by a link."""
    with step("look for what may be read"):
        for path in readable:
            os.stat(path)  # one that was asked for and is not there is a mistake; a distribution may lack the others
    return _arrange(readable) if readable else STANDARD


def _arrange(readable: Iterable[str]) -> tuple[str, ...]:
    wanted = [*SYSTEM, sys.base_prefix, sys.prefix, HELPERS, *readable, *(f"/etc/{name}" for name in ETC)]
    present = {os.path.abspath(path) for path in wanted if os.path.exists(path)}
    links = {path for path in present if os.path.islink(path)}
    through_links = {path for path in present if any(_is_in(path, link) for link in links)}
    kept: list[str] = []
    for path in sorted((present - through_links) | {os.path.realpath(path) for path in present}):
        if not any(_is_in(path, outer) for outer in kept):
            kept.append(path)
    # A link (/lib64 -> usr/lib64) is shown as a link, unless it lies in a folder that is shown anyhow.
    return (*kept, *sorted(link for link in links if not any(_is_in(link, folder) for folder in kept)))


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _view(path: str, flags: int = RDONLY | NOSUID | NODEV) -> int | str:
    """A read-only clone of a file or a folder and all that is mounted in it (a descriptor), or a link's target."""
    if os.path.islink(path) and flags & NODEV:
        return os.readlink(path)
    tree = must(f"view {path}", "open_tree", AT_FDCWD, path.encode(), CLONE | CLOEXEC | AT_RECURSIVE)
    _restrict(f"view {path}", tree, b"", flags, recursive=True)
    return tree


def _restrict(name: str, folder: int, path: bytes, flags: int, recursive: bool) -> None:
    attributes = MountAttributes(attr_set=flags)
    how = (AT_EMPTY_PATH if not path else 0) | (AT_RECURSIVE if recursive else 0)
    size = ctypes.sizeof(attributes)
    must(f"make {name} read-only", "mount_setattr", folder, path, how, attributes, size)


def _attach(tree: int | str, path: str) -> None:
    """Put a clone, or a link, at its place in the new root; the folders above it are new and empty."""
    place = BUILD + path
    os.makedirs(os.path.dirname(place), mode=0o755, exist_ok=True)
    if isinstance(tree, str):
        return os.symlink(tree, place)
    if stat.S_ISDIR(os.fstat(tree).st_mode):
        os.makedirs(place, exist_ok=True)
    else:
        os.close(os.open(place, os.O_CREAT | os.O_CLOEXEC, 0o444))
    must(f"show {path}", "move_mount", tree, b"", AT_FDCWD, place.encode(), MOVE_FROM_FD)
    os.close(tree)


def _write_etc(uid: int, gid: int) -> None:
    """The few files that libraries ask for, with nothing of this machine in them."""
    files = {
        "passwd": f"root:x:0:0::/:/bin/false\nstudent:x:{uid}:{gid}::/tmp:/bin/sh\n",
        "group": f"root:x:0:\nstudent:x:{gid}:\n",
        "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
        "hosts": "127.0.0.1 localhost\n",
    }
    for name, text in files.items():
        with open(f"{BUILD}/etc/{name}", "w") as file:
            file.write(text)


def _mount_tmpfs(name: str, place: str, options: str, flags: int = 0) -> None:
    must(f"mount {name}", "mount", b"tmpfs", place.encode(), b"tmpfs", NOSUID | NODEV | flags, options.encode())


STANDARD = _arrange(())  # looked up once, at import: the forks need not
