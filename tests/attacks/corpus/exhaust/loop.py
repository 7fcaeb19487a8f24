# how: an endless loop in an exercise
# cell: shift
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    while True:
        pass
