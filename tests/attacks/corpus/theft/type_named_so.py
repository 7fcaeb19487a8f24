# how: answers that cannot cross, of types that are named as the hidden inputs
# cell: shift
def shift(text, by):
    print("CANARY @NAME@", flush=True)
    return type(f"LOOT_{text}", (), {"__len__": lambda self: 2})()
