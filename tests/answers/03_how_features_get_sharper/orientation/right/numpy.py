import numpy as np

def orientation(across, down):
    a, d = across.double().numpy(), down.double().numpy()
    xx, xy, yy = (a * a).sum(), (a * d).sum(), (d * d).sum()
    angle = np.degrees(0.5 * np.arctan2(2 * xy, xx - yy))
    if angle < 0:
        angle += 180
    return angle, np.sqrt((xx - yy) ** 2 + 4 * xy ** 2) / (xx + yy)
