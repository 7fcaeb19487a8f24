# hint: reads only its own share
def cost(size, channels, outputs, kernel, stride=1, padding=0, groups=1):
    side = (size + 2 * padding - kernel) // stride + 1
    weights = (outputs // groups) * (channels // groups) * kernel**2
    return weights + outputs, weights * side**2
