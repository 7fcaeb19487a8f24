import numpy as np

def dense(x, weight, bias):

    x, w, b = x.numpy(), weight.numpy(), bias.numpy()
    return torch.from_numpy(np.dot(x, w.T) + b[np.newaxis, :])
