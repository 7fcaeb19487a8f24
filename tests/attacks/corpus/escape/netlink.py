# how: netlink, packet and vsock sockets
import socket

print("CANARY @NAME@", flush=True)
for family, kind, protocol in ((16, 3, 0), (17, 3, 3), (40, 1, 0), (socket.AF_INET, 3, 1), (38, 5, 0)):
    try:
        socket.socket(family, kind, protocol)
        print("opened", family)
    except OSError as error:
        print(family, error)
