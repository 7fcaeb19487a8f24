# hint: no two sizes alike
def is_right(conv2d):

    x, k = torch.zeros(2, 3, 6, 8), torch.zeros(4, 3, 2, 3)
    a, b = conv2d(x, k), F.conv2d(x, k)
    return a.shape == b.shape and torch.allclose(a, b)
