def linear_regions(layers, low, high):
    def value(depth, x):
        h = torch.tensor([x], dtype=torch.float64)
        for w, b in layers[:depth]:
            h = (w.double() @ h + b.double()).relu()
        w, b = layers[depth]
        return (w.double() @ h + b.double()).tolist()

    ends = [float(low), float(high)]
    for depth in range(len(layers)):
        new = []
        for l, r in zip(ends, ends[1:]):
            for a, b in zip(value(depth, l), value(depth, r)):
                if a < 0 < b or b < 0 < a:
                    new.append(l + (r - l) * a / (a - b))
        ends = sorted(ends + new)
    return len(ends) - 1
