# hint: not even its bias
def masked_grid(x, w1, b1, w2, b2, widths):
    mask = torch.arange(w1.shape[1]) < widths[:, None]
    mask = mask.flip(1)
    return ((x @ w1.mT + b1[:, None]).relu() * mask[:, None]) @ w2.mT + b2[:, None]
