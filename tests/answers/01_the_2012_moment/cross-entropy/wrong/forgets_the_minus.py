# hint: p = 1/3
def cross_entropy(logits, labels):

    log_p = logits.log_softmax(1)
    return log_p[torch.arange(len(labels)), labels].mean()
