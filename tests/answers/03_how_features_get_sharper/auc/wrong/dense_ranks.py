# hint: every positive is above
def auc(scores, positive):
    ranks = scores.unique(return_inverse=True)[1] + 1.0
    p, n = positive.sum(), (~positive).sum()
    return float((ranks[positive].sum() - p * (p + 1) / 2) / (p * n))
