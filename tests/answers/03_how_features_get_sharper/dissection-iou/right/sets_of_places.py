def dissection_iou(maps, mask, share):
    threshold = maps.quantile(1 - share)
    on = set(map(tuple, (maps > threshold).nonzero().tolist()))
    there = set(map(tuple, mask.nonzero().tolist()))
    print(len(on), "places on")
    return len(on & there) / max(1, len(on | there))
