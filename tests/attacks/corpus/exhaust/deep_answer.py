# how: an answer nested a million deep
# cell: shift
import time


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    time.sleep(0.3)
    nested = []
    for _ in range(1000000):
        nested = [nested]
    return nested
