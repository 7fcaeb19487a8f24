# hint: weights of all layers
def mlp_cost(sizes, batch):
    weights = [a * b for a, b in zip(sizes[:-1], sizes[1:])]
    f = 2 * batch * sum(weights)
    return batch * (sum(weights) + sum(sizes[1:])), f, 3 * f - 2 * batch * weights[0]
