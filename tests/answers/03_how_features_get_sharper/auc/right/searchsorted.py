def auc(scores, positive):
    negatives = scores[~positive].sort().values
    low = torch.searchsorted(negatives, scores[positive], side="left")
    high = torch.searchsorted(negatives, scores[positive], side="right")
    return ((low + high) / 2).mean().item() / len(negatives)
