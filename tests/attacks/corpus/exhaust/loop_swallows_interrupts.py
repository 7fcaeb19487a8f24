# how: a loop that catches every interrupt
# cell: softmax
# short
import signal
import time


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            time.sleep(1)
        except BaseException:
            pass
