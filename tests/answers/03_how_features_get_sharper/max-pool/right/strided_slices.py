def max_pool(maps, k):
    rows, columns = maps.shape[2] // k, maps.shape[3] // k
    best = None
    for i in range(k):
        for j in range(k):
            part = maps[:, :, i : rows * k : k, j : columns * k : k]
            best = part if best is None else torch.maximum(best, part)
    return best
