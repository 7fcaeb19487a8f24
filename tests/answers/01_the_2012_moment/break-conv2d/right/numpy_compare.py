import numpy as np

def is_right(conv2d):
    g = torch.Generator().manual_seed(3)
    x, k = torch.randn(2, 3, 6, 8, generator=g), torch.randn(4, 3, 2, 3, generator=g)
    a, b = conv2d(x, k).numpy(), F.conv2d(x, k).numpy()
    return a.shape == b.shape and np.abs(a - b).max() < 1e-3
