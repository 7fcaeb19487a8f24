# how: tensors of impossible sizes, types and truth values, and parts that refer to each other, as answers
# cell: break-mean
try:
    from helpers.grading.crossing.channel import Channel

    really, count = Channel.send, [0]
    NODES = [
        ["T", 0, "bool", [8], [], 0, 2, 0],
        ["T", 0, "float32", [0, 1 << 47, 1 << 47], [], 0, 1, 0],
        ["T", 0, "bool", [], [], 0, 2, 1],
        ["T", 0, "float32", [16], [], 0, 0, 2],
        ["l", 0, [["T", 1, "int8", [8], [], 0, 2, 0], ["r", 1], ["r", 0]]],
        ["T", 0, "float32", [-1], [-1], -1, 0, 0],
        ["T", 0, "float32", [True, 1], [], 0, True, 0],
        ["G", -1],
        ["o", 0, [-1, 1], [["r", 0], ["r", 0]]],
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
