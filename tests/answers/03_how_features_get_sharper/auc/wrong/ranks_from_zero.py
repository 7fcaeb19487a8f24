# hint: every positive is above
def auc(scores, positive):
    _, place, counts = scores.unique(return_inverse=True, return_counts=True)
    ranks = counts.cumsum(0) - (counts + 1) / 2
    p, n = positive.sum(), (~positive).sum()
    return float((ranks[place][positive].sum() - p * (p + 1) / 2) / (p * n))
