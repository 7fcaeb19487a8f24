# hint: was detached
def cross_entropy(logits, labels):

    log_p = logits.log_softmax(1)
    return torch.tensor(-log_p[torch.arange(len(labels)), labels].mean().item())
