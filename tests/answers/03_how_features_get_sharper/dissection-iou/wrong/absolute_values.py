# hint: where the unit says much
def dissection_iou(maps, mask, share):
    maps = maps.abs()
    on = maps > maps.quantile(1 - share)
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
