# hint: half-way up
def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2
    corners = [left - ramp / 2, left + ramp / 2, right - ramp / 2, right + ramp / 2]
    slopes = [ramp, -ramp, -ramp, ramp]
    return corners, slopes
