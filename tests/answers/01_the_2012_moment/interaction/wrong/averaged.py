# hint: whole gain needs all three
def interaction(accuracy):

    gain = accuracy[:, :, 1] - accuracy[:, :, 0]
    gain = gain[:, 1] - gain[:, 0]
    return float(gain[1] - gain[0]) / 4
