# hint: one neuron
def dense(x, weight, bias):

    layer = nn.Linear(weight.shape[1], weight.shape[0])
    return layer(x)
