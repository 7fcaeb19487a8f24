# how: new user and mount namespaces, and a mount over what is visible
import ctypes
import os

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
if os.fork() == 0:
    print("unshare", libc.unshare(0x10000000 | 0x00020000), ctypes.get_errno(), flush=True)
    print("mount", libc.mount(b"none", b"/mnt", b"tmpfs", 0, b""), ctypes.get_errno(), flush=True)
    print("proc", libc.mount(b"proc", b"/proc", b"proc", 0, b""), ctypes.get_errno(), flush=True)
    os._exit(0)
os.wait()
