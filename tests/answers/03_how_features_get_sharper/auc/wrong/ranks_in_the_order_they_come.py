# hint: ties count half
def auc(scores, positive):
    ranks = scores.argsort(stable=True).argsort(stable=True) + 1.0
    p, n = positive.sum(), (~positive).sum()
    return float((ranks[positive].sum() - p * (p + 1) / 2) / (p * n))
