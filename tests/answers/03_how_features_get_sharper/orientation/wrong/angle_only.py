# hint: two numbers
def orientation(across, down):
    aa, ad, dd = (across**2).sum(), (across * down).sum(), (down**2).sum()
    return float(torch.rad2deg(torch.atan2(2 * ad, aa - dd) / 2) % 180)
