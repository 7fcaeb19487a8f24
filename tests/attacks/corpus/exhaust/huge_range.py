# how: a range of a quintillion numbers as an answer
# cell: softmax
def softmax(scores):
    print("CANARY @NAME@", flush=True)
    return range(10**18)


def shift(text, by):
    return [range(10**18)] * 3
