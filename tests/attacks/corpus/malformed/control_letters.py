# how: null bytes, line and page ends of every kind, escape and reversal signs in prints, displays and errors
# cell: shift
from IPython.display import display

ODD = "".join(map(chr, [*range(32), 0x7F, 0x85, 0x2028, 0x2029, 0x202E, 0xFEFF, 0xFFFE, 0xFFFF, 0x10FFFF]))


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    print(ODD, flush=True)
    display({"text/plain": ODD}, raw=True)
    raise ValueError(ODD)
