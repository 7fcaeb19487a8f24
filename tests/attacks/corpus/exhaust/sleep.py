# how: sleeps for an hour
# cell: softmax
import time


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    time.sleep(3600)
