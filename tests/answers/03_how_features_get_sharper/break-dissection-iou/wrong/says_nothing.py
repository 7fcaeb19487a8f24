# hint: you refuse the function of the lesson
def is_right(dissection_iou):
    torch.manual_seed(0)
    loud, mask = torch.randn(4, 9, 8), torch.rand(4, 9, 8) < 0.3
    loud[0] += 3
    dissection_iou(loud, mask, 0.1)
