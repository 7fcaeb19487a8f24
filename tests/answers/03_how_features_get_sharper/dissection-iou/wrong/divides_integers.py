# hint: division by zero
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    return int((on & mask).sum()) / int((on | mask).sum())
