# hint: weights of all layers
def mlp_cost(sizes, batch):

    w1, w2 = sizes[0] * sizes[1], sizes[1] * sizes[2] if len(sizes) > 2 else 0
    f = 2 * batch * (w1 + w2)
    return w1 + w2 + sum(sizes[1:3]), f, 3 * f - 2 * batch * w1
