# hint: one neuron
def dense(x, weight, bias):

    return (x[:, None, :] * weight[None]).mean(2) + bias
