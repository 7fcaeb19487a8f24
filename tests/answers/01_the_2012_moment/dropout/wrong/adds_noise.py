# hint: raise what is left
def dropout(x, p, training=True):
    if not training:
        return x
    kept = torch.rand_like(x) >= p
    return x * kept / (1 - p) + 0.01 * torch.randn_like(x) * kept
