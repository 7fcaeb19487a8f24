import numpy as np

def conv2d(images, kernels):
    a, k = images.detach().cpu().numpy(), kernels.detach().cpu().numpy()
    windows = np.lib.stride_tricks.sliding_window_view(a, k.shape[2:], axis=(2, 3))
    return torch.from_numpy(np.tensordot(windows, k, axes=[(1, 4, 5), (1, 2, 3)]).transpose(0, 3, 1, 2).copy())
