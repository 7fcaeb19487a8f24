# hint: count over all pictures
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    there = mask.flatten(1).any(1)
    if there.any():
        on, mask = on[there], mask[there]
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
