def dissection_iou(maps, mask, share):
    threshold = torch.quantile(maps.flatten(), 1 - share).item()
    both = either = 0
    for value, there in zip(maps.flatten().tolist(), mask.flatten().tolist()):
        on = value > threshold
        both += on and there
        either += on or there
    return both / either if either > 0 else 0.0
