# hint: every positive is above
def auc(scores, positive):
    ranks = scores.argsort().argsort() + 1.0
    return float(ranks[positive].sum() / (positive.sum() * (~positive).sum()))
