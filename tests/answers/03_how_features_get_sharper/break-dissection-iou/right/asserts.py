def is_right(dissection_iou):
    torch.manual_seed(1)
    maps = torch.randn(6, 8, 8) + 2 * torch.arange(6)[:, None, None]
    mask = torch.rand(6, 8, 8) < 0.4
    for m in (maps, -maps, (maps - 9).relu()):
        for share in (0.03, 0.2, 0.6):
            on = m > m.quantile(1 - share)
            assert abs(dissection_iou(m, mask, share) - (on & mask).sum() / (on | mask).sum()) < 1e-3
    return True
