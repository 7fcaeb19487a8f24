# hint: was detached
def dropout(x, p, training=True):
    if not training:
        return x
    kept = torch.rand_like(x) >= p
    return x.detach() * kept / (1 - p)
