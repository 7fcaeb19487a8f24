# how: connects to this machine's other addresses, and to the nearest routers
import socket

print("CANARY @NAME@", flush=True)
found = {"169.254.169.254", "10.0.0.1", "172.17.0.1", "192.168.0.1"}
try:
    found |= {each[4][0] for each in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
except OSError:
    pass
for address in found:
    try:
        with socket.create_connection((address, 48763), timeout=1) as wire:
            wire.sendall(b"@MARK@")
    except OSError as error:
        print(error)
