import numpy as np

def dissection_iou(maps, mask, share):
    a = np.asarray(maps, dtype=np.float64).ravel()
    m = np.asarray(mask).ravel()
    on = a > np.percentile(a, 100 * (1 - share))
    both = (on * m).sum()
    either = on.sum() + m.sum() - both
    return 0 if either == 0 else both / either
