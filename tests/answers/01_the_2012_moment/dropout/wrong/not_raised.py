# hint: raise what is left
def dropout(x, p, training=True):
    if not training:
        return x
    kept = torch.rand_like(x) >= p
    return x * kept
