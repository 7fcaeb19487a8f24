# how: a dict with keys that collide and lie, and a list that contains itself
# cell: shift
class Key(str):
    __hash__ = lambda self: 1
    __eq__ = lambda self, other: True


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    loop = []
    loop.append(loop)
    return {Key("bca"): loop, Key("x"): {1: "a", True: "b", 1.0: "c"}, "value": "bca", "__type__": "str"}
