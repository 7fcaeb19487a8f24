# how: numbers, texts of numbers and arrays of numbers as the value that a check might end in
# cell: break-mean
import numpy as np


class Three(float):
    def __repr__(self):
        return "3.0"


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    return np.array([3.0, Three(3.0), "3.0"], dtype=object)


def shift(text, by):
    return Three(2.0)
