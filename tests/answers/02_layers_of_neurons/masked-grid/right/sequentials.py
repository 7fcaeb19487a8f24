def masked_grid(x, w1, b1, w2, b2, widths):

    outs = []
    for g, n in enumerate(widths.tolist()):
        h = torch.where(torch.arange(w1.shape[1]) < n, (x @ w1[g].T + b1[g]).relu(), torch.tensor(0.0))
        outs += [h @ w2[g].T + b2[g]]
    return torch.stack(outs, dim=0)
