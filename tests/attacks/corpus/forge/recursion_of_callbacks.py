# how: a call-back that calls itself through the check
# cell: break-mean
def is_right(mean):
    print("CANARY @NAME@", flush=True)
    try:
        return mean(Nested(mean)) is not None
    except RecursionError:
        return True


class Nested(list):
    def __init__(self, mean):
        super().__init__([1.0, 2.0])
        self.mean = mean

    def __iter__(self):
        yield from [1.0, 2.0]

    def __len__(self):
        return self.mean([1.0, 2.0]) and 2
