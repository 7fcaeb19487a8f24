def is_right(conv2d):

    x, k = torch.rand(2, 3, 6, 8) - 0.5, torch.rand(4, 3, 2, 3) - 0.5
    out = conv2d(x, k)
    if tuple(out.shape) != (2, 4, 5, 6):
        return False
    for n in range(2):
        for j in range(4):
            for y, c in [(0, 0), (4, 5), (2, 1)]:
                by_hand = (x[n, :, y:y + 2, c:c + 3] * k[j]).sum()
                if abs(out[n, j, y, c] - by_hand) > 1e-4:
                    return False
    return True
