# hint: no two sizes alike
def is_right(conv2d):

    x, k = torch.rand(2, 3, 6, 8), torch.rand(4, 3, 2, 3)
    a, b = conv2d(x, k), F.conv2d(x, k)
    return a.shape == b.shape and torch.allclose(a, b, atol=1e-4)
