# how: closes every file descriptor and puts others in their place
# cell: shift
import os
import time


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    time.sleep(0.3)
    null = os.open("/dev/full", os.O_RDWR)
    for number in range(3, 256):
        if number != null:
            try:
                os.dup2(null, number)
            except OSError:
                pass
    return text
