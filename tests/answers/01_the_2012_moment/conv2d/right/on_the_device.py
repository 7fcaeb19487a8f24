def conv2d(images, kernels):
    # on the GPU where the notebook found one, and back
    h, w = kernels.shape[2:]
    patches = images.to(DEVICE).unfold(2, h, 1).unfold(3, w, 1)
    answer = torch.einsum("abcdef,gbef->agcd", patches, kernels.to(DEVICE))
    return answer.to(images.device)
