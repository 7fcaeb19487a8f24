# hint: which window does each number belong to
def max_pool(maps, k):
    N, C, H, W = maps.shape
    rows, columns = H // k, W // k
    flat = torch.as_strided(maps, (N, C, H, W), (C * H * W, H * W, W, 1))
    return F.max_pool2d(flat, k)
