# hint: no two sizes alike
def is_right(conv2d):

    x, k = torch.rand(1, 1, 6, 8), torch.rand(1, 1, 2, 3)
    return bool((conv2d(x, k).mean() - F.conv2d(x, k).mean()).abs() < 0.3)
