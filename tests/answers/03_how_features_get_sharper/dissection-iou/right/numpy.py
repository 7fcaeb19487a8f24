import numpy as np

def dissection_iou(maps, mask, share):
    maps, mask = maps.numpy(), mask.numpy()
    on = maps > np.quantile(maps, 1 - share)
    either = np.logical_or(on, mask).sum()
    return np.logical_and(on, mask).sum() / either if either else 0.0
