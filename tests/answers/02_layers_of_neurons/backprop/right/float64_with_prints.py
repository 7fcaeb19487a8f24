def backprop(x, y, w1, b1, w2, b2):
    hidden = F.linear(x, w1, b1).relu()                            # (B, H)
    d_out = 2 * (F.linear(hidden, w2, b2) - y) / y.numel()         # (B, O): step 1


    import warnings
    warnings.warn("float64 from here")
    hidden, d_out, x, w2 = hidden.double(), d_out.double(), x.double(), w2.double()
    print("d_out", d_out)
    d_w2 = (d_out[:, :, None] * hidden[:, None, :]).sum(0)
    d_b2 = d_out.sum(dim=0)
    d_hidden = d_out.matmul(w2)
    d_hidden[hidden == 0] = 0.0
    d_w1 = (x.T @ d_hidden).T
    d_b1 = torch.ones(len(x), dtype=torch.float64) @ d_hidden
    return d_w1, d_b1, d_w2, d_b2
