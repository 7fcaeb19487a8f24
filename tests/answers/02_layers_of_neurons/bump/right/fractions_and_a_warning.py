import warnings

def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2

    warnings.warn("steep!") if ramp < 0.5 else None
    corners = tuple(at + sign * ramp / 2 for at in (left, right) for sign in (-1, +1))
    slopes = tuple((-1) ** (k in (1, 2)) / ramp for k in range(4))
    return corners, slopes
