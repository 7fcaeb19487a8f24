# how: recursion without limit
# cell: shift
import sys
import time


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    time.sleep(0.3)
    sys.setrecursionlimit(10**9)
    return shift(text, by)
