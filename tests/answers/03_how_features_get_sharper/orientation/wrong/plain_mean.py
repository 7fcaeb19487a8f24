# hint: opposite slopes
def orientation(across, down):
    a, d = across.mean(), down.mean()
    return float(torch.rad2deg(torch.atan2(d, a)) % 180), 1.0 if across.numel() == 0 else float(torch.hypot(a, d) / torch.hypot(across, down).mean())
