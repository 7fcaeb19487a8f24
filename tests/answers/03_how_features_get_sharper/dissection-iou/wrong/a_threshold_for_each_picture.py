# hint: in all pictures
def dissection_iou(maps, mask, share):
    on = torch.stack([m > m.quantile(1 - share) for m in maps])
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
