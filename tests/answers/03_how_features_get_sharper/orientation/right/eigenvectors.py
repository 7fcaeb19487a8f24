def orientation(across, down):
    slopes = torch.stack([across.flatten(), down.flatten()])
    values, vectors = torch.linalg.eigh(slopes @ slopes.T)
    x, y = vectors[:, 1]
    return torch.rad2deg(torch.atan2(y, x)) % 180, (values[1] - values[0]) / values.sum()
