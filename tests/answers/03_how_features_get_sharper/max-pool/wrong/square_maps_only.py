# hint: a window of its own
def max_pool(maps, k):
    N, C, H, W = maps.shape
    out = torch.zeros(N, C, H // k, H // k)
    for i in range(H // k):
        for j in range(min(H // k, W // k)):
            out[:, :, i, j] = maps[:, :, i * k : i * k + k, j * k : j * k + k].amax((2, 3))
    return out
