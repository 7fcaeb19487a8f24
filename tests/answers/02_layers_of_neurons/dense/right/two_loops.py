def dense(x, weight, bias):

    out = torch.zeros(x.shape[0], weight.shape[0])
    for n in range(x.shape[0]):
        for k in range(weight.shape[0]):
            out[n, k] = (x[n] * weight[k]).sum() + bias[k]
    return out
