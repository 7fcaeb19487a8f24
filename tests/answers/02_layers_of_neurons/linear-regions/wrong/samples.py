# hint: compute, do not sample
from helpers.models.neurons import arrives

def linear_regions(layers, low, high):

    x = torch.linspace(low, high, 30_001).double()
    patterns = torch.cat([arrives(layers, d, x) > 0 for d in range(len(layers))], 1)
    return int((patterns[1:] != patterns[:-1]).any(1).sum()) + 1
