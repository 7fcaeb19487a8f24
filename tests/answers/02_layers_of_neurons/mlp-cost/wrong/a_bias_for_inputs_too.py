# hint: count a tiny one
def mlp_cost(sizes, batch):
    weights = [a * b for a, b in zip(sizes[:-1], sizes[1:])]
    f = 2 * batch * sum(weights)
    return sum(weights) + sum(sizes), f, 3 * f - 2 * batch * weights[0]
