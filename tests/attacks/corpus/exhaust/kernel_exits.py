# how: the process ends in the middle of a check
# cell: shift
# short
import os
import time


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    time.sleep(0.3)
    os._exit(0)
