# how: replays what another exercise's answer looked like, by patching socket and os writes
# cell: first
import os
import socket

print("CANARY @NAME@", flush=True)
really = socket.socket.sendall


def sendall(self, data, *flags):
    return really(self, bytes(data).replace(b"0.0", b"1.0"), *flags)


try:
    socket.socket.sendall = sendall
    os.write = lambda number, data, write=os.write: write(number, data)
except (TypeError, AttributeError):
    pass
