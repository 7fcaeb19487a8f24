from scipy.stats import rankdata

def auc(scores, positive):
    ranks = rankdata(scores.double().numpy())
    truth = positive.numpy()
    p, n = truth.sum(), (~truth).sum()
    return (ranks[truth].sum() - p * (p + 1) / 2) / (p * n)
