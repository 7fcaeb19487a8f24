# hint: leave the maps that you were given
def max_pool(maps, k):
    rows, columns = maps.shape[2] // k, maps.shape[3] // k
    best = maps[:, :, : rows * k : k, : columns * k : k]
    for i in range(k):
        for j in range(k):
            best.copy_(torch.maximum(best, maps[:, :, i : rows * k : k, j : columns * k : k]))
    return best
