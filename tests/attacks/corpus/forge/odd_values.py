# how: numbers, ranges, sets, functions and types of wrong forms, as answers
# cell: break-mean
try:
    from helpers.grading.crossing.channel import Channel

    really, count = Channel.send, [0]
    NODES = [
        ["i", "-0x" + "f" * 3000000],
        ["g", "0x0", "0xffffffffffffffffffff", "0x1"],
        ["c", ["f", "nan"], ["i", "0x1"]],
        ["s", 0, [0, 0.0, False, ["f", "nan"], ["t", [["z", []]]]]],
        ["d", 0, [[1, True], [1.0, "1"], [True, ["r", 0]]]],
        ["call", 1],
        ["h", 1, "call", "bool"],
        ["h", True, "next", "float"],
        ["D", "bool"],
        ["V", "meta", -1],
        ["N", "|b1"],
        ["x", ["x", 1, 1, 1], None, ["…"]],
        ["S", [1, -1, 4611686018427387904]],
        ["b", -1],
        ["f", "NaN"],
        ["r", "0"],
    ]

    def send(self, message, blocks=()):
        if "value" in message and message["value"] is not None and type(message["value"]) is not list:
            node = NODES[count[0] % len(NODES)]
            count[0] += 1
            message, blocks = {**message, "value": node, "changes": {}}, [b"\xff" * 64, b"", b"\2" * 8]
        return really(self, message, blocks)

    Channel.send = send
except ImportError:
    pass


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    return True


def shift(text, by):
    return 1
