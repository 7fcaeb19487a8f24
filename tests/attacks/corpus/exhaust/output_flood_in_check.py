# how: floods both streams while a check runs
# cell: shift
import sys


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    for number in range(200000):
        print("x" * 80)
        sys.stderr.write("y" * 80 + "\n")
    return text
