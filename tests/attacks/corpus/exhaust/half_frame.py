# how: half a frame, then nothing for ever
# cell: softmax
import os
import time


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    for number in range(3, 64):
        try:
            os.set_blocking(number, False)
            os.write(number, b"\x00\x00\x00")
        except OSError:
            pass
    while True:
        time.sleep(60)
