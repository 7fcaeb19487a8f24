def cross_entropy(logits, labels):

    z = logits.double()
    z = z - z.max(dim=1, keepdim=True).values.detach()
    log_p = z - z.exp().sum(1, keepdim=True).log()
    return -(F.one_hot(labels, logits.shape[1]) * log_p).sum(1).mean()
