# how: an abstract Unix socket, which no mount hides
import socket

print("CANARY @NAME@", flush=True)
try:
    with socket.socket(socket.AF_UNIX) as wire:
        wire.connect("\0course-attacks")
        wire.sendall(b"@MARK@")
except OSError as error:
    print(error)
