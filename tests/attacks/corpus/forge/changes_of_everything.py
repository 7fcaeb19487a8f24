# how: messages that change every object and every block of the call: other memory, other lengths, random states
# cell: softmax
try:
    from helpers.grading.crossing.channel import Channel

    really, count = Channel.send, [0]

    def send(self, message, blocks=()):
        if type(message.get("value")) is list and message["value"][:1] == ["T"]:
            count[0] += 1
            zero = ["T", 0, "float32", [5, 7], [], 0, 0, 0]
            changes = [
                {"blocks": [[place, 0] for place in range(9)]},
                {"blocks": [[-1, 0], [True, 0], [1e9, 0]]},
                {"contents": [[0, "l", []], [0, "d", []], [0, "s", [1]]]},
                {"tensors": [[0, zero], [1, zero], [0, 0]]},
                {"tensors": [[0, ["T", 1, "bool", [1], [], 0, 0, 1]]], "contents": 5},
            ][count[0] % 5]
            message, blocks = {**message, "value": ["r", 0], "changes": changes}, [b"\0" * 140] * 9
        return really(self, message, blocks)

    Channel.send = send
except ImportError:
    pass


def softmax(scores):
    print("CANARY @NAME@", flush=True)
    return scores * 0
