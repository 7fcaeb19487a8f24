# hint: from 0 to 180
def orientation(across, down):
    aa, ad, dd = (across**2).sum(), (across * down).abs().sum(), (down**2).sum()
    angle = torch.atan2(2 * ad, aa - dd) / 2
    return float(torch.rad2deg(angle) % 180), float(torch.hypot(2 * ad, aa - dd) / (aa + dd))
