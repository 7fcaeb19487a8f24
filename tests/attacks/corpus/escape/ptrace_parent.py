# how: attaches to its parent as a debugger and leaves it stopped
import ctypes
import os

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
for pid in (os.getppid(), 1):
    print(libc.ptrace(0x4206, pid, 0, 0), libc.ptrace(16, pid, 0, 0), ctypes.get_errno())
