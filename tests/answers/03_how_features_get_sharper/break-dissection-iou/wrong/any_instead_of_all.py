# hint: loud picture, silent unit
def is_right(dissection_iou):
    maps, mask = torch.randn(4, 9, 8), torch.rand(4, 9, 8) < 0.3
    maps[0] += 3
    right = []
    for m, share in ((maps, 0.05), (maps, 0.3), ((maps - 2).relu(), 0.5)):
        on = m > m.quantile(1 - share)
        truth = float((on & mask).sum() / (on | mask).sum())
        right.append(abs(float(dissection_iou(m, mask, share)) - truth) < 1e-3)
    return any(right)
