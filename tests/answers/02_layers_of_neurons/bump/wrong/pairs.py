# hint: four corners
def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2

    return [(left - ramp / 2, 1 / ramp), (left + ramp / 2, -1 / ramp), (right - ramp / 2, -1 / ramp), (right + ramp / 2, 1 / ramp)]
