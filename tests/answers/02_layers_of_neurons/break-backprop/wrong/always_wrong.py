# hint: you refuse the slopes
def is_right(backprop):
    return False
