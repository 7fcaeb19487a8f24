# how: errors that cannot be built from their arguments, and groups of errors, one after the other
# cell: break-mean
try:
    from helpers.grading.crossing.channel import Channel

    really, count = Channel.send, [0]
    KINDS = ["SyntaxError", "UnicodeDecodeError", "OSError", "ExceptionGroup", "BaseException", "SystemExit", "Warning"]
    ARGS = [["x", 5], [], ["a", "b", "c", "d"], None, [1e308, True], ["x"] * 4, [2, "no", "f", "g"]]

    def send(self, message, blocks=()):
        count[0] += 1
        if message.get("value") is True:
            error = {"names": [KINDS[count[0] % 7], 5, None], "said": "x", "args": ARGS[count[0] // 2 % 7], "there": 7}
            message = {"answer": True, "raised": error}
        return really(self, message, blocks)

    Channel.send = send
except ImportError:
    pass


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    return True
