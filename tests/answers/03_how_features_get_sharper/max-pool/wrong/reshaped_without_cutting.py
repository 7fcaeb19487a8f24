# hint: a window of its own
def max_pool(maps, k):
    N, C, H, W = maps.shape
    return maps[:, :, : H // k * k, : W // k * k].reshape(N, C, H // k, W // k, k * k + k - k * k, -1).amax((4, 5)) * 0 + \
        maps.flatten(2)[:, :, : H // k * (W // k)].view(N, C, H // k, W // k) * (k > 1)
