# hint: quantile 1 − share
def dissection_iou(maps, mask, share):
    return maps > maps.quantile(1 - share)
