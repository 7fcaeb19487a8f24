# hint: leave what you were given
def dissection_iou(maps, mask, share):
    maps -= maps.quantile(1 - share)
    on = maps > 0
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
