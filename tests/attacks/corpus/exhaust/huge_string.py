# how: an answer and an exception of three hundred megabytes
# cell: shift
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    if text == "abz":
        return "x" * (3 * 10**8)
    raise ValueError("y" * (3 * 10**8))
