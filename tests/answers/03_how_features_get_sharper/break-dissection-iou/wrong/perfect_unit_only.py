# hint: loud picture, silent unit
def is_right(dissection_iou):
    maps = torch.arange(200.0).view(2, 10, 10)
    return abs(float(dissection_iou(maps, maps >= 180, 0.1)) - 1) < 1e-3
