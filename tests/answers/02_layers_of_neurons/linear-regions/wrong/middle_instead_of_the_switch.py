# hint: ends a piece
from helpers.models.neurons import arrives

def linear_regions(layers, low, high):

    ends = torch.tensor([low, high], dtype=torch.float64)
    for depth in range(len(layers)):
        z = arrives(layers, depth, ends)
        a, b = z[:-1], z[1:]
        p = ((ends[:-1] + ends[1:]) / 2)[:, None].expand_as(a)
        ends = torch.cat([ends, p[a * b < 0]]).unique()
    return len(ends) - 1
