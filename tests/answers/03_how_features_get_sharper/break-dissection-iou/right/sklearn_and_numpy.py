import numpy as np
from sklearn.metrics import jaccard_score

def is_right(dissection_iou) -> bool:
    rng = np.random.default_rng(3)
    a = rng.normal(size=(5, 6, 7)).astype(np.float32)
    a[1] += 4
    m = rng.random((5, 6, 7)) < 0.3
    for maps, share in [(a, 0.1), (a, 0.3), (np.maximum(a - 2.5, 0), 0.4)]:
        on = maps > np.quantile(maps, 1 - share)
        truth = jaccard_score(m.ravel(), on.ravel(), zero_division=0)
        theirs = dissection_iou(torch.from_numpy(maps), torch.from_numpy(m), share)
        if not np.isclose(float(theirs), truth, atol=1e-3):
            return False
    return True
