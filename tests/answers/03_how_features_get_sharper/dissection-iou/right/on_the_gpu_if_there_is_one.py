where = "cuda" if torch.cuda.is_available() else "cpu"

def dissection_iou(maps, mask, share):
    maps, mask = maps.to(where), mask.to(where)
    on = maps.gt(torch.quantile(maps, 1 - share))
    inter, union = (on & mask).count_nonzero(), (on | mask).count_nonzero()
    return inter / union if union else 0
