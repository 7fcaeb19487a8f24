# hint: any centre, width and ramp
def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2
    corners = [left - min(ramp, 0.5) / 2, left + min(ramp, 0.5) / 2, right - min(ramp, 0.5) / 2, right + min(ramp, 0.5) / 2]
    slopes = [1 / min(ramp, 0.5), -1 / min(ramp, 0.5), -1 / min(ramp, 0.5), 1 / min(ramp, 0.5)]
    return corners, slopes
