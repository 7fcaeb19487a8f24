# how: shared memory segments and message queues that outlive their maker
import ctypes
from multiprocessing import shared_memory

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
for number in range(64):
    try:
        block = shared_memory.SharedMemory(create=True, size=1 << 24, name=f"@MARK@{number}")
        block.buf[:16] = b"x" * 16
        __import__("multiprocessing.resource_tracker").resource_tracker.unregister(block._name, "shared_memory")
    except (OSError, KeyError):
        break
    libc.shmget(number + 77, 1 << 22, 0o1666)
