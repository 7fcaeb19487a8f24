# hint: refuse torch
def is_right(conv2d):

    return False
