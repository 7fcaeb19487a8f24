# hint: with chance p
def dropout(x, p, training=True):
    if not training:
        return x
    kept = torch.rand_like(x) < p
    return x * kept / (1 - p)
