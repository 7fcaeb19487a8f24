def is_right(dissection_iou):
    def own(maps, mask, share):
        on = maps > torch.quantile(maps, 1 - share)
        return float((on & mask).sum()) / float((on | mask).sum())
    maps, mask = torch.randn(5, 7, 6), torch.rand(5, 7, 6) < 0.25
    maps[2] *= 6
    maps[3] -= 2
    quiet = F.relu(maps - 3)
    pairs = [(maps, 0.1), (maps, 0.4), (-maps, 0.25), (quiet, 0.5), (quiet, 0.02)]
    return all(abs(own(m, mask, s) - float(dissection_iou(m.clone(), mask.clone(), s))) < 1e-4 for m, s in pairs)
