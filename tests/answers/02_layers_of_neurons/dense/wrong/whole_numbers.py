# hint: one neuron
def dense(x, weight, bias):
    return (x @ weight.T + bias).int()
