def max_pool(maps, k):
    N, C, H, W = maps.shape
    out = torch.empty(N, C, H // k, W // k)
    for i in range(H // k):
        for j in range(W // k):
            out[:, :, i, j] = maps[:, :, i * k : (i + 1) * k, j * k : (j + 1) * k].amax((2, 3))
    return out
