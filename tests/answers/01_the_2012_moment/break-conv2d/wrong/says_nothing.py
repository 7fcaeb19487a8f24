# hint: refuse torch
def is_right(conv2d):

    x, k = torch.randn(2, 3, 6, 8), torch.randn(4, 3, 2, 3)
    print(torch.allclose(conv2d(x, k), F.conv2d(x, k), atol=1e-4))
