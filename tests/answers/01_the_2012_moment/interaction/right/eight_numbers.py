def interaction(accuracy):

    a = accuracy
    much = (a[1, 1, 1] - a[0, 1, 1]) - (a[1, 0, 1] - a[0, 0, 1])
    little = (a[1, 1, 0] - a[0, 1, 0]) - (a[1, 0, 0] - a[0, 0, 0])
    return much - little
