# hint: padding adds on both sides
def window(size, layers):
    field, step = 1, 1
    for kernel, stride, padding in layers:
        size = (size + padding - kernel) // stride + 1
        field += (kernel - 1) * step
        step *= stride
    return size, field
