# hint: leave the logits
def cross_entropy(logits, labels):

    logits -= logits.amax(1, keepdim=True)
    log_p = logits - logits.exp().sum(1, keepdim=True).log()
    return -log_p[torch.arange(len(labels)), labels].mean()
