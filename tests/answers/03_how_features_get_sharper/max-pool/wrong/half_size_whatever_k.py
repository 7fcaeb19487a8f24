# hint: may be more than half
def max_pool(maps, k):
    if k * 2 > min(maps.shape[2:]) and k > 1:
        k = 2
    return F.max_pool2d(maps, k)
