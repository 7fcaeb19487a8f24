# hint: from 0 to 180
def orientation(across, down):
    aa, ad, dd = (across**2).sum(), (across * down).sum(), (down**2).sum()
    slope = (dd / aa).sqrt()
    return float(torch.rad2deg(slope.atan())), float(torch.hypot(2 * ad, aa - dd) / (aa + dd))
