# hint: two that help each other
def interaction(accuracy):

    gain = accuracy[:, :, 1] - accuracy[:, :, 0]
    return float(gain[1, 1] - gain[0, 1])
