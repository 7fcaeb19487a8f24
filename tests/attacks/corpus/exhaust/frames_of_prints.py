# how: prints of thirty megabytes each, past the limits of the student's own process, while a check runs
# cell: shift
try:
    from helpers.grading.crossing.channel import Channel

    really = Channel.send

    def send(self, message, blocks=()):
        if message.get("value") == "flood":
            for _ in range(300):
                really(self, {"do": "print", "stream": "stdout", "text": "x" * (31 << 20)}, ())
        return really(self, message, blocks)

    Channel.send = send
except ImportError:
    pass


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    return "flood"
