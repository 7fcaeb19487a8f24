where = "cuda" if torch.cuda.is_available() else "cpu"

def is_right(dissection_iou):
    maps = torch.randn(4, 19, 18, device=where)
    maps[0] += 3
    mask = torch.rand(4, 19, 18, device=where) < 0.3
    for m, share in ((maps, 0.05), (maps, 0.3), ((maps - 2).relu(), 0.5), (-maps, 0.2), (torch.zeros_like(maps), 0.1)):
        on = m > m.quantile(1 - share)
        truth = (on & mask).sum().item() / (on | mask).sum().item()
        if not abs(float(dissection_iou(m, mask, share)) - truth) < 1e-3:
            return False
    return True
