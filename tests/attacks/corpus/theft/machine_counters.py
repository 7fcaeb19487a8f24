# how: leaves word in numbers that the whole machine shares and /proc shows: forks, faults, files, locks
import os
import pathlib

print("CANARY @NAME@", flush=True)
SHARED = "stat vmstat loadavg meminfo sys/fs/file-nr sys/fs/inode-nr sys/kernel/pty/nr locks interrupts softirqs"
for name in SHARED.split():
    path = pathlib.Path("/proc", name)
    if path.exists():
        print("seen", name, len(path.read_text()))
for _ in range(40):
    if os.fork() == 0:
        os._exit(0)
    os.wait()
