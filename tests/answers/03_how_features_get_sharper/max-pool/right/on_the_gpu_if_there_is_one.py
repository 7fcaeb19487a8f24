where = "cuda" if torch.cuda.is_available() else "cpu"

def max_pool(maps, k):
    pooled, places = F.max_pool2d(maps.to(where), k, return_indices=True)
    return pooled
