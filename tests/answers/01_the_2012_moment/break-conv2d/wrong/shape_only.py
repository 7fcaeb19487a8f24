# hint: no two sizes alike
def is_right(conv2d):

    x, k = torch.randn(2, 3, 6, 8), torch.randn(4, 3, 2, 3)
    return conv2d(x, k).shape == F.conv2d(x, k).shape
