# hint: padding adds on both sides
def window(size, layers):
    field, step = 1, 1
    for kernel, stride, padding in layers:
        size = (size + 2 * padding - kernel) // stride + 1
        step *= stride
        field += (kernel - 1) * step
    return size, field
