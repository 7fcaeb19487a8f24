def dense(x, weight, bias):

    ones = torch.ones(len(x), 1)
    extended = torch.cat([x, ones], dim=1)
    return extended @ torch.cat([weight, bias[:, None]], dim=1).T
