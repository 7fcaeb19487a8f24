# hint: accept every right function
def is_right(dissection_iou):
    maps, mask = torch.randn(4, 9, 8), torch.rand(4, 9, 8) < 0.3
    maps[0] += 3
    on = maps > maps.quantile(0.7)
    return float(dissection_iou(maps, mask, 0.3)) == (on & mask).sum().item() / (on | mask).sum().item()
