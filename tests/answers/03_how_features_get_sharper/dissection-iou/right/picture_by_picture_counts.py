def dissection_iou(maps, mask, share):
    threshold = maps.double().quantile(1 - share)
    both, either = 0, 0
    for a, m in zip(maps, mask):
        both += ((a > threshold) & m).sum()
        either += ((a > threshold) | m).sum()
    return (both / either).nan_to_num(0)
