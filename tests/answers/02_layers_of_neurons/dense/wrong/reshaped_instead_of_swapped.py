# hint: one neuron
def dense(x, weight, bias):
    return x @ weight.reshape(weight.shape[1], weight.shape[0]) + bias
