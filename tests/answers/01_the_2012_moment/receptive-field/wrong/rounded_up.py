# hint: rounds down
def window(size, layers):
    field, step = 1, 1
    for kernel, stride, padding in layers:
        size = -(-(size + 2 * padding - kernel) // stride) + 1
        field += (kernel - 1) * step
        step *= stride
    return size, field
