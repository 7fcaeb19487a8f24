def mlp_cost(sizes, batch):

    params = forward = backward = 0
    for n in range(len(sizes) - 1):
        i, o = sizes[n], sizes[n + 1]
        params += i * o + o
        forward += 2 * batch * i * o
        backward += 2 * batch * i * o            # slopes of the weights
        backward += 2 * batch * i * o if n > 0 else 0
    return params, forward, forward + backward
