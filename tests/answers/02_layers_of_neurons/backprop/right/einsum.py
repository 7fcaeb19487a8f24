def backprop(x, y, w1, b1, w2, b2):
    hidden = F.linear(x, w1, b1).relu()                            # (B, H)
    d_out = 2 * (F.linear(hidden, w2, b2) - y) / y.numel()         # (B, O): step 1


    d_w2 = torch.einsum("bo,bh->oh", d_out, hidden)
    d_b2 = torch.einsum("bo->o", d_out)
    d_hidden = torch.einsum("bo,oh->bh", d_out, w2)
    d_hidden = torch.where(hidden > 0, d_hidden, torch.zeros_like(d_hidden))
    d_w1 = torch.einsum("bh,bi->hi", d_hidden, x)
    d_b1 = torch.einsum("bh->h", d_hidden)
    return d_w1, d_b1, d_w2, d_b2
