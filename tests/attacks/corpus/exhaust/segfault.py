# how: the process crashes in the middle of a check
# cell: softmax
import ctypes
import time


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    time.sleep(0.3)
    ctypes.string_at(0)
