# hint: the first corner
def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2
    corners = [left - ramp, left, right, right + ramp]
    slopes = [1 / ramp, -1 / ramp, -1 / ramp, 1 / ramp]
    return corners, slopes
