# hint: by all strides before
def window(size, layers):
    field = 1
    for kernel, stride, padding in layers:
        size = (size + 2 * padding - kernel) // stride + 1
        field += kernel - 1
    return size, field
