def occlusion(probability, image, square, step):
    H, W = image.shape[1:]
    rows, columns = (H - square) // step + 1, (W - square) // step + 1
    out = torch.zeros(rows, columns)
    with torch.no_grad():
        before = probability(image[None])
        for i in range(rows):
            for j in range(columns):
                window = image[:, i * step : i * step + square, j * step : j * step + square]
                kept = window.clone()
                window[:] = 0.5
                out[i, j] = (before - probability(image[None])).squeeze()
                window[:] = kept
    return out
