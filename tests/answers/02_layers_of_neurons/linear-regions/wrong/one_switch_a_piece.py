# hint: ends a piece
from helpers.models.neurons import arrives

def linear_regions(layers, low, high):

    ends = torch.tensor([low, high], dtype=torch.float64)
    for depth in range(len(layers)):
        z = arrives(layers, depth, ends)
        a, b = z[:-1], z[1:]
        crosses = (a * b < 0).any(1)
        p = (ends[:-1, None] + a / (a - b) * ends.diff()[:, None]).nan_to_num(1e9)
        p = torch.where(a * b < 0, p, 1e9).amin(1)
        ends = torch.cat([ends, p[crosses]]).sort().values
    return len(ends) - 1
