import numpy as np

def mlp_cost(sizes, batch):

    s = np.array(sizes)
    w = s[:-1] * s[1:]
    forward = np.sum(w) * batch * 2
    return np.array([np.sum(w) + np.sum(s[1:]), forward, forward + 2 * batch * (2 * w.sum() - w[0])])
