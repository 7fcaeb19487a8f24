# how: an integer of ten million digits, which takes minutes to print
# cell: shift
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    return 1 << 40000000
