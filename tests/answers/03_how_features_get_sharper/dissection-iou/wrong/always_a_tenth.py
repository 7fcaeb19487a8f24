# hint: in all pictures
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(0.9)
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
