def window(size, layers):
    field = 1
    for kernel, stride, padding in reversed(layers):
        field = (field - 1) * stride + kernel
    for kernel, stride, padding in layers:
        size = (size + 2 * padding - kernel) // stride + 1
    return size, field
