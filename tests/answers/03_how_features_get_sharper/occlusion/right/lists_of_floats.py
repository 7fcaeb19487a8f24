def occlusion(probability, image, square, step):
    H, W = image.shape[-2:]
    p = float(probability(image.unsqueeze(0)))
    def fall(y, x):
        copy = image.detach().clone()
        copy[..., y:y + square, x:x + square].fill_(0.5)
        return p - float(probability(copy.unsqueeze(0)))
    return [[fall(y, x) for x in range(0, W - square + 1, step)] for y in range(0, H - square + 1, step)]
