# hint: dropped, below and on the right
def max_pool(maps, k):
    H, W = maps.shape[2:]
    return F.max_pool2d(maps[:, :, H % k :, W % k :], k)
