# hint: divide
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    return float(2 * (on & mask).sum() / (on.sum() + mask.sum()).clamp(min=1))
