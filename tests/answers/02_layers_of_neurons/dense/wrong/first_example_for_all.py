# hint: one neuron
def dense(x, weight, bias):

    one = weight @ x[0] + bias
    return one.expand(len(x), len(bias))
