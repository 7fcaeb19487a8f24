# hint: no difference is left
def interaction(accuracy):

    others = accuracy.flatten()[:-1]
    return float(accuracy[1, 1, 1] - others.max())
