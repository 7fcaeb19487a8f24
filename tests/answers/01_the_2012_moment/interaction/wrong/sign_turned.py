# hint: whole gain needs all three
def interaction(accuracy):

    gain = accuracy[:, :, 0] - accuracy[:, :, 1]
    gain = gain[:, 1] - gain[:, 0]
    return float(gain[1] - gain[0])
