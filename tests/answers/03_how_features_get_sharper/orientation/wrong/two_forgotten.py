# hint: opposite slopes
def orientation(across, down):
    aa, ad, dd = (across**2).sum(), (across * down).sum(), (down**2).sum()
    angle = torch.atan2(2 * ad, aa - dd) / 2
    return float(torch.rad2deg(angle) % 180), float(torch.hypot(ad, aa - dd) / (aa + dd))
