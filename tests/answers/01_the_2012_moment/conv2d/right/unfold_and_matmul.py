def conv2d(images, kernels):

    N, C, H, W = images.shape
    K, _, h, w = kernels.shape
    columns = F.unfold(images, (h, w))              # (N, C*h*w, Y*X)
    answer = kernels.reshape(K, -1) @ columns
    return answer.reshape(N, K, H - h + 1, W - w + 1)
