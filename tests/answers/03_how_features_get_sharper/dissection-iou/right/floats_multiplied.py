def dissection_iou(maps, mask, share):
    on = (maps > maps.quantile(1 - share)).float()
    there = mask.float()
    union = (on + there - on * there).sum()
    return (on * there).sum() / union if union > 0 else torch.tensor(0.0)
