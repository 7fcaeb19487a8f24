# hint: neither is anywhere
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    either = (on | mask).sum()
    return float((on & mask).sum() / either) if either else 1.0
