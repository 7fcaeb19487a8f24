# hint: no difference is left
def interaction(accuracy):

    return float(accuracy[1, 1, 1] - accuracy[0, 0, 0])
