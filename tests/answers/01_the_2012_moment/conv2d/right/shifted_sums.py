def conv2d(images, kernels):

    K, C, h, w = kernels.shape
    Y, X = images.shape[2] - h + 1, images.shape[3] - w + 1
    total = 0
    for i in range(h):
        for j in range(w):
            window = images[:, :, i:i + Y, j:j + X]
            total = total + (window[:, None] * kernels[None, :, :, i, j, None, None]).sum(2)
    return total
