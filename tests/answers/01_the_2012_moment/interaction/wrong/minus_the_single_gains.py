# hint: two that help each other
def interaction(accuracy):

    a, base = accuracy, accuracy[0, 0, 0]
    alone = (a[1, 0, 0] - base) + (a[0, 1, 0] - base) + (a[0, 0, 1] - base)
    return float(a[1, 1, 1] - base - alone)
