# how: clears its parent-death signal, becomes a subreaper, and asks for the ancestor's pidfd
import ctypes
import os
import subprocess

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
print(libc.prctl(1, 0), libc.prctl(36, 1), libc.prctl(4, 0), libc.prctl(38, 0))
subprocess.Popen(["sh", "-c", "trap '' HUP TERM INT; sleep 200; : @MARK@"], start_new_session=True)
