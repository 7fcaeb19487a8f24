# hint: H - h + 1
def conv2d(images, kernels):

    return F.conv2d(images, kernels, padding="same")
