def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2

    corners = [left - ramp / 2, left + ramp / 2, right - ramp / 2, right + ramp / 2]
    slope = [0, 1 / ramp, 0, -1 / ramp, 0]          # of the curve, between the corners
    return corners, [b - a for a, b in zip(slope, slope[1:])]
