# how: system calls by the 32-bit entry and the x32 numbers, past a filter that looks at neither
import ctypes
import mmap
import os

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
print("x32 getpid", libc.syscall(0x40000000 | 39), ctypes.get_errno(), flush=True)
if os.fork() == 0:
    code = mmap.mmap(-1, 4096, prot=7)
    code.write(bytes.fromhex("b814000000cd80c3"))
    print("int80", ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))(), flush=True)
    os._exit(0)
os.wait()
