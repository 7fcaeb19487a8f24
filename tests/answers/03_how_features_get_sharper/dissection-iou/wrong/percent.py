# hint: quantile 1 − share
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    return 100 * float((on & mask).sum() / (on | mask).sum().clamp(min=1))
