# hint: half-way up
def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2
    corners = [left, left + ramp, right - ramp, right]
    slopes = [1 / ramp, -1 / ramp, -1 / ramp, 1 / ramp]
    return corners, slopes
