# hint: kernel − 1 steps
def window(size, layers):
    field, step = 0, 1
    for kernel, stride, padding in layers:
        size = (size + 2 * padding - kernel) // stride + 1
        field += kernel * step
        step *= stride
    return size, field
