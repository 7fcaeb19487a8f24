# hint: not even its bias
def masked_grid(x, w1, b1, w2, b2, widths):
    mask = torch.arange(w1.shape[1]) < widths[:, None]
    return (x @ (w1 * mask[:, :, None]).mT + b1[:, None]).relu() @ w2.mT + b2[:, None]
