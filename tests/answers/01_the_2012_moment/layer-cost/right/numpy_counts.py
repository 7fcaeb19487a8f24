import numpy as np

def cost(size, channels, outputs, kernel, stride=1, padding=0, groups=1):
    weights = np.zeros((outputs, channels // groups, kernel, kernel)).size
    side = len(range(0, size + 2 * padding - kernel + 1, stride))
    return np.array([weights + outputs, weights * side**2])
