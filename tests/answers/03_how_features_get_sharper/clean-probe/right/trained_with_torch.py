def clean_probe(known, labels, fresh, truth):
    mean, std = known.mean(0), known.std(0)
    std = torch.where(std > 0, std, torch.ones_like(std))
    a, b = (known - mean) / std, (fresh - mean) / std
    layer = torch.nn.Linear(a.shape[1], int(labels.max()) + 1)
    optimiser = torch.optim.Adam(layer.parameters(), 0.1)
    for _ in range(200):
        optimiser.zero_grad()
        F.cross_entropy(layer(a), labels).backward()
        optimiser.step()
    return float((layer(b).argmax(1) == truth).float().mean())
