def auc(scores, positive):
    a, b = scores[positive][:, None], scores[~positive]
    return ((a > b).float() + 0.5 * (a == b).float()).mean()
