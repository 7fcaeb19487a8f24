# hint: in use, nothing
def dropout(x, p, training=True):
    kept = torch.rand_like(x) >= p
    return x * kept / (1 - p)
