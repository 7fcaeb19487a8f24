# how: asks the checking side to call a device, a type, an array and a handle instead of a function of the check
# cell: break-mean
import gc

TARGETS = [
    ["V", "meta", None],
    ["D", "float32"],
    ["N", "<f4"],
    ["S", [1]],
    ["g", "0", "9", "1"],
    ["h", 1, "call", "x"],
    7,
]


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    peer = next((one for one in gc.get_objects() if type(one).__name__ == "Answers"), None)
    for target in TARGETS if peer else ():
        node = getattr(mean, "_node", None)
        message = {"do": "call", "target": target, "args": [node, node], "kwargs": {}, "grad": False}
        try:
            wrapped = peer.ask(message, peer.exchange())
            return peer.value(*wrapped)([1.0, 2.0]) == 1.5
        except Exception as error:
            print(type(error).__name__)
    return True
