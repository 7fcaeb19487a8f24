# hint: a row of x times a row of `weight`
def dense(x, weight, bias):

    weight = weight / weight.abs().sum(1, keepdim=True).clamp(min=1)
    return x @ weight.T + bias
