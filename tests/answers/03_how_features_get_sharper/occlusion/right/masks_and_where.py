def occlusion(probability, image, square, step):
    C, H, W = image.shape
    ys, xs = torch.arange(0, H - square + 1, step), torch.arange(0, W - square + 1, step)
    inside_y = (torch.arange(H) >= ys[:, None]) & (torch.arange(H) < ys[:, None] + square)
    inside_x = (torch.arange(W) >= xs[:, None]) & (torch.arange(W) < xs[:, None] + square)
    covered = inside_y[:, None, :, None] & inside_x[None, :, None, :]          # (R, S, H, W)
    batch = torch.where(covered.flatten(0, 1)[:, None], torch.tensor(0.5), image)
    return (probability(image[None]) - probability(batch)).reshape(len(ys), len(xs))
