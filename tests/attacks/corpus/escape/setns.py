# how: joins the namespaces of its parent and of process 1
import ctypes
import os

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
for pid in (os.getppid(), 1):
    for name in ("user", "mnt", "net", "pid", "cgroup"):
        try:
            print(name, libc.setns(os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY), 0), ctypes.get_errno())
        except OSError as error:
            print(error)
try:
    os.chroot(f"/proc/{os.getppid()}/root")
    open("/escaped-@MARK@", "w").write("LEFT @MARK@")
except OSError as error:
    print(error)
