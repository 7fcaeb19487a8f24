# hint: in use, nothing
def dropout(x, p, training=True):
    if not training:
        return x * (1 - p)
    kept = torch.rand_like(x) >= p
    return x * kept / (1 - p)
