import warnings

def occlusion(probability, image: Tensor, square: int, step: int) -> Tensor:
    warnings.warn("this asks often")
    H, W = image.shape[1:]
    rows = []
    for top in range(0, H - square + 1, step):
        batch = []
        for left in range(0, W - square + 1, step):
            mask = torch.zeros(H, W)
            mask[top : top + square, left : left + square] = 1
            batch.append(image * (1 - mask) + 0.5 * mask)
        rows.append(probability(image.unsqueeze(0)) - probability(torch.stack(batch)))
    return torch.stack(rows)
