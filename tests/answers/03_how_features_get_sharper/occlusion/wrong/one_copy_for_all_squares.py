# hint: one square at a time
def occlusion(probability, image, square, step):
    H, W = image.shape[1:]
    tops, lefts = range(0, H - square + 1, step), range(0, W - square + 1, step)
    covered = image.clone()
    out = torch.zeros(len(tops), len(lefts))
    p = probability(image[None])[0]
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            covered[:, top : top + square, left : left + square] = 0.5
            out[i, j] = p - probability(covered[None])[0]
            p = probability(covered[None])[0]
    return out
