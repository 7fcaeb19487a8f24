# hint: sum over channels
def conv2d(images, kernels):
    h, w = kernels.shape[2:]
    patches = images.unfold(2, h, 1).unfold(3, w, 1)

    one = torch.einsum("ncyxhw,chw->nyx", patches, kernels[0])
    return one[:, None].expand(-1, len(kernels), -1, -1)
