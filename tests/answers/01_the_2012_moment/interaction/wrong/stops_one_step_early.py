# hint: no difference is left
def interaction(accuracy):

    gain = accuracy[:, :, 1] - accuracy[:, :, 0]
    return gain[:, 1] - gain[:, 0]
