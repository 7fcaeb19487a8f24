# hint: ends a piece
def linear_regions(layers, low, high):
    return 2 ** len(layers)
