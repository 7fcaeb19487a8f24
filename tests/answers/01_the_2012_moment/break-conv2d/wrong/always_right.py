def is_right(conv2d):

    return True
