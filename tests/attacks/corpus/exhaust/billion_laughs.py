# how: lists of the same lists, small here and huge where they are copied
# cell: shift
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    laugh = ["ha"] * 10
    for _ in range(12):
        laugh = [laugh] * 10
    return laugh
