# hint: you refuse the function of the lesson
def is_right(dissection_iou):
    return False
