# hint: loud picture, silent unit
def is_right(dissection_iou):
    return True
