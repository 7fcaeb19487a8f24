def window(size, layers):
    if not layers:
        return size, 1
    (kernel, stride, padding), *rest = layers
    import numpy as np
    size, field = window(int(np.floor((size + 2 * padding - kernel) / stride)) + 1, rest)
    return size, kernel + stride * (field - 1)
