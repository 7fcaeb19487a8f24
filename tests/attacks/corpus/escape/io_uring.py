# how: opens files and sockets through io_uring, which no seccomp sees
import ctypes

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
parameters = ctypes.create_string_buffer(120)
print("io_uring_setup", libc.syscall(425, 8, parameters), ctypes.get_errno())
