def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2

    pairs = [(right, -1), (left, 1)]
    corners, slopes = [], []
    for at, sign in pairs:
        corners.append(at + 0.5 * ramp); slopes.append(-sign / ramp)
        corners.append(at - 0.5 * ramp); slopes.append(sign / ramp)
    return [corners, slopes]
