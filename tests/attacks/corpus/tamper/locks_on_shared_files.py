# how: locks and leases on every library and helper that later processes will open
import contextlib
import fcntl
import os
import sys

print("CANARY @NAME@", flush=True)
kept = []
for module in list(sys.modules.values())[:400]:
    with contextlib.suppress(OSError, TypeError, AttributeError):
        kept.append(os.open(module.__file__, os.O_RDONLY))
        for how in (lambda fd: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB), lambda fd: fcntl.fcntl(fd, 1024, 0)):
            with contextlib.suppress(OSError):
                how(kept[-1])
