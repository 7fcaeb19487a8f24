# hint: channels summed
def conv2d(images, kernels):
    h, w = kernels.shape[2:]
    patches = images.unfold(2, h, 1).unfold(3, w, 1)

    return torch.einsum("ncyxhw,kchw->nkcyx", patches, kernels)[:, :, 0] if images.shape[1] == 1 else torch.einsum("ncyxhw,kchw->nkcyx", patches, kernels)
