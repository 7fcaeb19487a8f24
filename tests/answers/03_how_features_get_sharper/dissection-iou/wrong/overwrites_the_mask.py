# hint: leave what you were given
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    either = (on | mask).sum().clamp(min=1)
    mask &= on
    return float(mask.sum() / either)
