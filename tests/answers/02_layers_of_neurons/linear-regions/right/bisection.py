def linear_regions(layers, low, high):
    def z(depth, x):
        h = x[:, None].double()
        for w, b in layers[:depth]:
            h = F.linear(h, w.double(), b.double()).relu()
        return F.linear(h, *(t.double() for t in layers[depth]))

    ends = torch.tensor([low, high]).double()
    for depth in range(len(layers)):
        before = z(depth, ends)
        n, k = torch.nonzero(before[:-1] * before[1:] < 0, as_tuple=True)
        l, r = ends[n], ends[n + 1]
        for _ in range(60):
            mid = (l + r) / 2
            same = z(depth, mid)[torch.arange(len(mid)), k] * before[n, k] > 0
            l, r = torch.where(same, mid, l), torch.where(same, r, mid)
        ends = torch.cat([ends, l]).sort().values
    return torch.tensor(len(ends) - 1)
