# hint: you refuse the function of the lesson
def is_right(dissection_iou):
    maps, mask = torch.randn(4, 9, 8), torch.rand(4, 9, 8) < 0.3
    on = maps > maps.quantile(0.3)
    return abs(float(dissection_iou(maps, mask, 0.3)) - float((on & mask).sum() / (on | mask).sum())) < 1e-3
