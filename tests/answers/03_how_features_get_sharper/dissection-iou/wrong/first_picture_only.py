# hint: in all pictures
def dissection_iou(maps, mask, share):
    maps, mask = maps[:1], mask[:1]
    on = maps > maps.quantile(1 - share)
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
