"""Where a batch runs: stock inside bubblewrap with nothing of this machine; ours in a process namespace only."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from .course import ROOT

INSIDE = Path("/srv/class")
MEMORY, PROCESSES = 3 << 30, 400


def bubblewrap(work: Path) -> list[str]:
    """A container: this project and Python read-only, everything else its own and small.

    `work` is seen inside as /srv/work; the stage is copied from there to INSIDE by the driver.
    """
    links = [(path, os.readlink(path)) for path in ("/bin", "/lib", "/lib64", "/sbin") if os.path.islink(path)]
    argv = ["bwrap", "--unshare-all", "--die-with-parent", "--as-pid-1", "--cap-drop", "ALL", "--clearenv"]
    for place in ["/usr", "/etc", sys.base_prefix, sys.prefix, str(ROOT)]:
        argv += ["--ro-bind", place, place]
    for path, target in links:
        argv += ["--symlink", target, path]
    argv += ["--proc", "/proc", "--dev", "/dev", "--size", str(512 << 20), "--tmpfs", "/tmp"]
    argv += ["--size", str(64 << 20), "--tmpfs", "/var/tmp", "--size", str(1 << 30), "--tmpfs", "/srv"]
    return [*argv, "--bind", str(work), "/srv/work", "--setenv", "PATH", "/usr/bin:/bin", "--chdir", str(ROOT)]


def namespace() -> list[str]:
    """A process namespace, so that what survives is seen and a stray kill reaches nobody else; empty if not root."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return []
    return ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]


def open_python() -> list[str]:
    """Inside `namespace`: let an ordinary user reach a Python that lies in a closed home, as pyenv's in /root."""
    python = Path(sys.base_prefix)
    closed = [folder for folder in reversed(python.parents) if not folder.stat().st_mode & 1]
    if not closed or not namespace():
        return []
    if ROOT.is_relative_to(closed[0]):
        raise SystemExit(f"--user: {closed[0]} is closed to other users, and this project lies in it")
    steps = [
        "here=$(mktemp -d)",
        f'mount --bind "{python}" "$here"',
        f'mount -t tmpfs -o mode=755 none "{closed[0]}"',
        f'mkdir -p "{python}"',
        f'mount --bind "$here" "{python}"',
        'umount "$here"',
        'rmdir "$here"',
        'exec "$@"',
    ]
    return ["sh", "-c", " && ".join(steps), "sh"]


def as_user(uid: int) -> list[str]:
    return ["setpriv", "--reuid", str(uid), "--regid", str(uid), "--clear-groups"]


@contextlib.contextmanager
def bounds(name: str, memory: int, processes: int) -> Iterator[list[str]]:
    """Bounds on memory and processes together, where this machine has writable cgroups; yields a command's prefix."""
    made = []
    for kind, key, value in [("memory", "memory.limit_in_bytes", memory), ("pids", "pids.max", processes)]:
        with contextlib.suppress(OSError):
            group = Path("/sys/fs/cgroup", kind, f"attacks-{name}")
            group.mkdir()
            made.append(group)
            (group / key).write_text(str(value))
    enter = " && ".join([*(f"echo $$ > {group}/cgroup.procs" for group in made), 'exec "$@"'])
    try:
        yield ["sh", "-c", enter, "sh"]
    finally:
        for group in made:
            with contextlib.suppress(OSError):
                group.rmdir()
