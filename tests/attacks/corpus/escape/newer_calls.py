# how: system calls of the last years, by number: mounts by number, files of other processes, sockets of other families
import contextlib
import ctypes
import socket

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
CALLS = [434, 438, 440, 448, 457, 458, 459, 460, 461, 463, 464, 465, 466, 467, 468, 447, 449, 323, 425, 428, 430, 435]
for number in CALLS:
    for first in (0, 1, 0x20000, 0xFFFFFFFF):
        libc.syscall(number, ctypes.c_long(first), None, ctypes.c_long(0), ctypes.c_long(0), ctypes.c_long(0))
for family in (1, 2, 10, 15, 16, 17, 21, 29, 31, 38, 40, 44, 45):
    for kind in (1, 2, 3, 5):
        with contextlib.suppress(OSError):
            reached = socket.socket(family, kind, 0)
            reached.settimeout(0.2)
            reached.connect(("127.0.0.1", 48763) if family in (2, 10) else "\0course-attacks")
            reached.sendall(b"@MARK@")
