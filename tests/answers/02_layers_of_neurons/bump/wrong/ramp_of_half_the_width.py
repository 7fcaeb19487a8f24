# hint: any centre, width and ramp
def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2
    corners = [left - width / 4, left + width / 4, right - width / 4, right + width / 4]
    slopes = [1 / ramp, -1 / ramp, -1 / ramp, 1 / ramp]
    return corners, slopes
