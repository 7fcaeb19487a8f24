def is_right(dissection_iou):
    ok = []
    for seed in range(12):
        g = torch.Generator().manual_seed(seed)
        maps = torch.randn(3, 6, 6, generator=g) * torch.tensor([1.0, 3.0, 0.2])[:, None, None]
        mask = torch.rand(3, 6, 6, generator=g) < 0.35
        share = [0.07, 0.15, 0.33][seed % 3]
        if seed % 2:
            maps = (maps - 1.5).clamp(min=0)
        t = maps.flatten().quantile(1 - share)
        on = maps > t
        truth = (on & mask).sum().item() / (on | mask).sum().item()
        ok.append(abs(float(dissection_iou(maps, mask, share)) - truth) < 1e-3)
    print(sum(ok), "of", len(ok))
    return all(ok)
