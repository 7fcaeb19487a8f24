# hint: whole squares only
def occlusion(probability, image, square, step):
    H, W = image.shape[1:]
    tops, lefts = range(0, H - square + 1, step), range(0, H - square + 1, step)
    p = probability(image[None])[0]
    out = torch.zeros(len(tops), len(lefts))
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            covered = image.clone()
            covered[:, top : top + square, left : left + square] = 0.5
            out[i, j] = p - probability(covered[None])[0]
    return out
