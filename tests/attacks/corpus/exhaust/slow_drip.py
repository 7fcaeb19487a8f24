# how: each call stays just under a plausible limit
# cell: break-mean
import time


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    time.sleep(8)
    return True
