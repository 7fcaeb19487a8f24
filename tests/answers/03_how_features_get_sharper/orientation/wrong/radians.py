# hint: in degrees
def orientation(across, down):
    aa, ad, dd = (across**2).sum(), (across * down).sum(), (down**2).sum()
    return float(torch.atan2(2 * ad, aa - dd) / 2 % torch.pi), float(torch.hypot(2 * ad, aa - dd) / (aa + dd))
