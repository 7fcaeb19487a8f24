def conv2d(images, kernels):

    N, C, H, W = images.shape
    K, _, h, w = kernels.shape
    out = torch.zeros(N, K, H - h + 1, W - w + 1)
    for n in range(N):
        for k in range(K):
            for y in range(H - h + 1):
                for x in range(W - w + 1):
                    out[n, k, y, x] = (images[n, :, y:y + h, x:x + w] * kernels[k]).sum()
    return out
