# how: core_pattern, binfmt_misc, sysrq, release_agent, uevent_helper and devices
import glob
import os

print("CANARY @NAME@", flush=True)
for path in (
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/modprobe",
    "/proc/sys/fs/binfmt_misc/register",
    "/sys/kernel/uevent_helper",
    "/proc/self/oom_score_adj",
    *glob.glob("/sys/fs/cgroup/*/release_agent"),
    *glob.glob("/sys/fs/cgroup/**/cgroup.procs", recursive=True)[:20],
    "/dev/mem",
    "/dev/kmsg",
    "/dev/vda",
    "/dev/sda",
):
    try:
        os.close(os.open(path, os.O_WRONLY))
        print("may write", path)
    except OSError as error:
        print(error)
