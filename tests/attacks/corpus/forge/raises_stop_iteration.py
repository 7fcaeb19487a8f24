# how: StopIteration, GeneratorExit and SystemExit(0) by turns
# cell: break-mean
calls = []


def is_right(mean):
    print("CANARY @NAME@", flush=True)
    calls.append(1)
    if len(calls) == 1:
        return True
    raise [StopIteration, GeneratorExit, SystemExit][len(calls) % 3](0)
