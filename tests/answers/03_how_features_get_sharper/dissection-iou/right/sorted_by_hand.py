def dissection_iou(maps: Tensor, mask: Tensor, share: float) -> float:
    values = maps.flatten().sort().values
    place = (len(values) - 1) * (1 - share)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    threshold = values[low] + (place - low) * (values[high] - values[low])
    on = maps > threshold
    either = torch.logical_or(on, mask).sum().item()
    if either == 0:
        return 0.0
    return torch.logical_and(on, mask).sum().item() / either
