# how: a child keeps the socket and answers after the parent was killed
# cell: shift
import os
import time


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    if os.fork() == 0:
        with open("/proc/self/comm", "w") as file:
            file.write("@MARK@")
        os.setsid()
        while True:
            for number in range(3, 64):
                try:
                    os.set_blocking(number, False)
                    os.write(number, b'\x00\x00\x00\x10{"value": "bca"}')
                except OSError:
                    pass
            time.sleep(0.2)
    time.sleep(0.5)
    os._exit(0)
