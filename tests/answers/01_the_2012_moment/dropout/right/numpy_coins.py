import numpy as np

def dropout(x, p, training=True):
    if not training:
        return x
    coins = np.random.rand(*x.shape) < p
    return x.masked_fill(torch.from_numpy(coins), 0.0).div(1.0 - p)
