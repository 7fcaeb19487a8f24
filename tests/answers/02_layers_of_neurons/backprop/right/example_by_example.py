def backprop(x, y, w1, b1, w2, b2):

    d_w1, d_b1, d_w2, d_b2 = (torch.zeros_like(w) for w in (w1, b1, w2, b2))
    for n in range(x.shape[0]):
        pre = w1 @ x[n] + b1
        h = torch.clamp(pre, min=0)
        err = 2 * (w2 @ h + b2 - y[n]) / (y.shape[0] * y.shape[1])
        d_w2 += torch.outer(err, h)
        d_b2 += err
        dh = w2.T @ err
        dh[pre <= 0] = 0
        d_w1 += torch.outer(dh, x[n])
        d_b1 += dh
    return [d_w1, d_b1, d_w2, d_b2]
