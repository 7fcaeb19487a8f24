# hint: count over all pictures
def dissection_iou(maps, mask, share):
    on = maps > maps.quantile(1 - share)
    each = [(a & m).sum() / (a | m).sum().clamp(min=1) for a, m in zip(on, mask)]
    return float(sum(each) / len(each))
