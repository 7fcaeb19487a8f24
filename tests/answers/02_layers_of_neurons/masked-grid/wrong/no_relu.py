# hint: the widest has all its neurons
def masked_grid(x, w1, b1, w2, b2, widths):
    mask = torch.arange(w1.shape[1]) < widths[:, None]
    return ((x @ w1.mT + b1[:, None]) * mask[:, None]) @ w2.mT + b2[:, None]
