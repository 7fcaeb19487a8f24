# how: opens files until none are left, then sockets
import os
import socket

print("CANARY @NAME@", flush=True)
kept = []
try:
    while True:
        kept.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    os.close(kept.pop())
try:
    while True:
        kept.append(socket.socketpair())
except OSError:
    pass
