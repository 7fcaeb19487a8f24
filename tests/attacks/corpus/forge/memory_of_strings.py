# how: overwrites the bytes of interned constants through ctypes
# cell: shift
import ctypes


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    right = "bca"
    ctypes.memmove(id("bca") + 48, text.encode()[:3], 3)
    return text
