# hint: more than the threshold
def dissection_iou(maps, mask, share):
    flat = maps.flatten()
    on = torch.zeros(len(flat), dtype=torch.bool)
    on[flat.topk(round(share * len(flat))).indices] = True
    on = on.view(maps.shape)
    return float((on & mask).sum() / (on | mask).sum().clamp(min=1))
