# hint: neither is anywhere
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    return float((on & mask).sum() / (on | mask).sum())
