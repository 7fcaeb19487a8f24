# how: connects to a listener on this machine
# short
import socket

print("CANARY @NAME@", flush=True)
for address in (("127.0.0.1", 48763), ("::1", 48763), ("localhost", 48763), ("0.0.0.0", 48763)):
    try:
        with socket.create_connection(address, timeout=2) as wire:
            wire.sendall(b"@MARK@")
    except OSError as error:
        print(error)
