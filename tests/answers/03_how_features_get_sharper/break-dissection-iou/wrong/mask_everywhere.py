# hint: loud picture, silent unit
def is_right(dissection_iou):
    maps, mask, share = torch.randn(4, 9, 8), torch.ones(4, 9, 8, dtype=torch.bool), 0.3
    maps[0] += 3
    on = maps > maps.quantile(1 - share)
    truth = float((on & mask).sum() / (on | mask).sum())
    return abs(float(dissection_iou(maps, mask, share)) - truth) < 1e-3
