# hint: bias, once
def dense(x, weight, bias):

    return (x[:, None, :] * weight[None] + bias[:, None]).sum(2)
