# how: announces frames of exabytes on every descriptor, then is silent
# cell: shift
import os
import time


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    for number in range(3, 64):
        try:
            os.set_blocking(number, False)
            os.write(number, b"\xff" * 8 + b"\x7f" + b"\xff" * 7)
        except OSError:
            pass
    time.sleep(1)
    return text
