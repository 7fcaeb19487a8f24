# hint: four corners
def interaction(accuracy):

    gain = (accuracy[:, :, 1] - accuracy[:, :, 0])
    gain = (gain[:, 1] - gain[:, 0]).abs()
    return float((gain[1] - gain[0]).abs())
