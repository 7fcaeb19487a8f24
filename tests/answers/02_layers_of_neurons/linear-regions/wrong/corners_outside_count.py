# hint: ends a piece
def linear_regions(layers, low, high):
    return 1 + sum(len(bias) for _, bias in layers)
