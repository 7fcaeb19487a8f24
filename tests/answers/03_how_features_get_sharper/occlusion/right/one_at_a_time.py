def occlusion(probability, image, square, step):
    before = probability(image[None])[0]
    H, W = image.shape[1:]
    result = []
    for top in range(0, H - square + 1, step):
        row = []
        for left in range(0, W - square + 1, step):
            covered = image.clone()
            covered[:, top : top + square, left : left + square] = 0.5
            row.append((before - probability(covered[None])[0]).item())
        result.append(row)
    return torch.tensor(result)
