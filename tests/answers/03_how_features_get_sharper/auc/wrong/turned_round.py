# hint: every positive is above
def auc(scores, positive):
    a, b = scores[positive][:, None], scores[~positive]
    return float(((a < b).float() + 0.5 * (a == b)).mean())
