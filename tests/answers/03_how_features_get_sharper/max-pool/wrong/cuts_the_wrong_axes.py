# hint: none shared
def max_pool(maps, k):
    N, C, H, W = maps.shape
    rows, columns = H // k, W // k
    whole = maps[:, :, : rows * k, : columns * k]
    return whole.reshape(N, C, k, rows, k, columns).amax((2, 4))
