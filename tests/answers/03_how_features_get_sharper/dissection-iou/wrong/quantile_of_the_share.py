# hint: quantile 1 − share
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(share)
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
