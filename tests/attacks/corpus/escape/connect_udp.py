# how: sends datagrams
import socket

print("CANARY @NAME@", flush=True)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
    try:
        wire.sendto(b"@MARK@", ("127.0.0.1", 48763))
    except OSError as error:
        print(error)
