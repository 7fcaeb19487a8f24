import numpy as np

def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2

    corners = np.array([left - ramp / 2, left + ramp / 2, right - ramp / 2, right + ramp / 2])
    return corners, np.array([1, -1, -1, 1]) / ramp
