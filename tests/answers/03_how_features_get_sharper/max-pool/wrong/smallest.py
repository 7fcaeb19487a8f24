# hint: the largest number of each window
def max_pool(maps, k):
    return -F.max_pool2d(-maps, k)
