# hint: leave the examples
def dense(x, weight, bias):

    out = x @ weight.T + bias
    x -= x.mean(0)
    return out
