def cost(size, channels, outputs, kernel, stride=1, padding=0, groups=1):
    print("counting", groups, "groups")
    side = int((size + 2 * padding - kernel) / stride + 1)
    parameters, work = 0, 0
    for _ in range(groups):
        share = (channels / groups) * kernel * kernel
        parameters += outputs / groups * (share + 1)
        work += outputs / groups * share * side * side
    return parameters, work
