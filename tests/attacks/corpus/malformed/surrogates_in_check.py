# how: lone surrogates in what an exercise prints and raises while it is checked
# cell: shift
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    print("\ud83d", flush=True)
    raise ValueError("\ude00 \ud83d")
