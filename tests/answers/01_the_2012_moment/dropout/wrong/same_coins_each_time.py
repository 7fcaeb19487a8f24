# hint: new coins
def dropout(x, p, training=True):
    if not training:
        return x
    torch.manual_seed(0)
    kept = torch.rand_like(x) >= p
    return x * kept / (1 - p)
