# hint: no positive is above
def auc(scores, positive):
    return float(((scores > 0) == positive).float().mean())
