# how: fills the kernel's buffers of sockets and pipes, which no limit on memory counts, from many processes
import contextlib
import fcntl
import os
import socket
import time

print("CANARY @NAME@", flush=True)
for _ in range(40):
    if os.fork() == 0:
        kept = []
        with contextlib.suppress(OSError):
            while True:
                ends = socket.socketpair()
                kept.append(ends)
                for end in ends:
                    end.setblocking(False)
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
                    with contextlib.suppress(BlockingIOError):
                        while True:
                            end.send(b"x" * 65536)
        with contextlib.suppress(OSError):
            while True:
                ends = os.pipe2(os.O_NONBLOCK)
                kept.append(ends)
                with contextlib.suppress(OSError):
                    fcntl.fcntl(ends[1], 1031, 1 << 20)
                with contextlib.suppress(BlockingIOError):
                    while True:
                        os.write(ends[1], b"x" * 65536)
        time.sleep(20)
        os._exit(0)
time.sleep(20)
