# hint: one window over all channels
def cost(size, channels, outputs, kernel, stride=1, padding=0, groups=1):
    side = (size + 2 * padding - kernel) // stride + 1
    weights = outputs * (channels // groups) * kernel**2
    return weights, weights * side**2
