# how: writes into its parent's memory with process_vm_writev
import ctypes
import os
import re

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)


class Span(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]


for pid in (os.getppid(), 1):
    try:
        heap = next(line for line in open(f"/proc/{pid}/maps") if "[heap]" in line)
    except (OSError, StopIteration) as error:
        print(error)
        continue
    buffer = ctypes.create_string_buffer(b"\xff" * 65536)
    here = Span(ctypes.addressof(buffer), 65536)
    there = Span(int(re.match("[0-9a-f]+", heap)[0], 16), 65536)
    print(libc.process_vm_writev(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0), ctypes.get_errno())
