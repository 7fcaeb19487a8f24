import warnings

def dense(x, weight, bias):

    warnings.warn("this is slow")
    print("x", x.shape, "weight", weight.shape)
    return (x.double()[:, None, :] * weight.double()).sum(-1) + bias.double().reshape(1, -1)
