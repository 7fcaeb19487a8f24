# hint: no two sizes alike
def is_right(conv2d):

    return True
