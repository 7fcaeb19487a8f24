# hint: where it says little
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    return float((on == mask).float().mean())
