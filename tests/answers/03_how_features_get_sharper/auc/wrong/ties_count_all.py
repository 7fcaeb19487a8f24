# hint: ties count half
def auc(scores, positive):
    return float((scores[positive][:, None] >= scores[~positive]).float().mean())
