# hint: add up over all examples
def backprop(x, y, w1, b1, w2, b2):
    hidden = F.linear(x, w1, b1).relu()                            # (B, H)
    d_out = 2 * (F.linear(hidden, w2, b2) - y) / y.numel()         # (B, O): step 1

    for n in range(len(x)):
        d_w2, d_b2 = torch.outer(d_out[n], hidden[n]), d_out[n]
    for n in range(len(x)):
        d_hidden = (w2.T @ d_out[n]) * (hidden[n] > 0)
        d_w1, d_b1 = torch.outer(d_hidden, x[n]), d_hidden
    pass
    return d_w1, d_b1, d_w2, d_b2
