from sklearn.metrics import roc_auc_score

def auc(scores, positive):
    return roc_auc_score(positive.numpy(), scores.numpy())
