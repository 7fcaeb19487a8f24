# hint: no two sizes alike
def is_right(conv2d):

    x, k = torch.randn(1, 1, 5, 5), torch.randn(1, 1, 2, 2)
    a, b = conv2d(x, k), F.conv2d(x, k)
    return a.shape == b.shape and torch.allclose(a, b, atol=1e-4)
