from sklearn.metrics import jaccard_score

def dissection_iou(maps, mask, share):
    on = maps > torch.quantile(maps, 1 - share)
    return jaccard_score(mask.flatten().numpy(), on.flatten().numpy(), zero_division=0)
