import numpy as np

def max_pool(maps, k):
    a = maps.numpy().astype(np.float64)
    n, c, h, w = a.shape
    a = a[..., : h - h % k, : w - w % k]
    return a.reshape(n, c, h // k, k, w // k, k).max(axis=(3, 5))
