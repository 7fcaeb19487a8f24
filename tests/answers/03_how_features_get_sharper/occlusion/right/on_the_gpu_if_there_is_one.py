where = "cuda" if torch.cuda.is_available() else "cpu"

def occlusion(probability, image, square, step):
    image = image.to(where)
    H, W = image.shape[1:]
    tops, lefts = range(0, H - square + 1, step), range(0, W - square + 1, step)
    out = torch.zeros(len(tops), len(lefts), device=where)
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            covered = image.clone()
            covered[:, top : top + square, left : left + square] = 0.5
            out[i, j] = (probability(image[None]) - probability(covered[None])).item()
    return out
