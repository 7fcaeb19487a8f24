# hint: no positive is above
def auc(scores, positive):
    a, b = scores[positive][:, None], scores[~positive]
    value = float(((a > b).float() + 0.5 * (a == b)).mean())
    return max(value, 1 - value)
