# hint: any centre, width and ramp
def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2
    corners = [left - 0.25, left + 0.25, right - 0.25, right + 0.25]
    slopes = [1 / ramp, -1 / ramp, -1 / ramp, 1 / ramp]
    return corners, slopes
