# hint: compute, do not sample
def linear_regions(layers, low, high):

    x = torch.linspace(low, high, 20_001, dtype=torch.float64, requires_grad=True)
    h = x[:, None]
    for w, b in layers:
        h = F.linear(h, w.double(), b.double()).relu()
    patterns = []
    h = x.detach()[:, None]
    for w, b in layers:
        z = F.linear(h, w.double(), b.double())
        patterns.append(z > 0)
        h = z.relu()
    p = torch.cat(patterns, 1)
    return 1 + int((p[1:] != p[:-1]).any(1).sum())
