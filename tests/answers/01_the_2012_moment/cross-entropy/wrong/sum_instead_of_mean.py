# hint: p = 1/3
def cross_entropy(logits, labels):

    log_p = logits - logits.logsumexp(1, keepdim=True)
    return -log_p[torch.arange(len(labels)), labels].sum()
