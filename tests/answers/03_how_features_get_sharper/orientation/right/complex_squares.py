def orientation(across, down):
    z = torch.complex(across, down)
    total = (z * z).sum()
    return torch.rad2deg(total.angle() / 2) % 180, total.abs() / (z.abs() ** 2).sum()
