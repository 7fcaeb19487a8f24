# hint: in all pictures
def dissection_iou(maps, mask, share):
    maps = maps - maps.mean((1, 2), keepdim=True)
    on = maps > maps.quantile(1 - share)
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
