# hint: all slopes add up to 0
def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2
    corners = [left - ramp / 2, left + ramp / 2, right - ramp / 2, right + ramp / 2]
    slopes = [1 / ramp, -1 / ramp, -1 / ramp, 0]
    return corners, slopes
