def max_pool(maps, k):
    windows = maps.unfold(2, k, k).unfold(3, k, k)
    return windows.flatten(4).max(dim=-1).values
