# hint: more than the threshold
def dissection_iou(maps, mask, share):
    on = maps >= maps.quantile(1 - share)
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
