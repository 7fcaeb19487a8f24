# hint: largest logit
def cross_entropy(logits, labels):

    p = logits.exp() / logits.exp().sum(1, keepdim=True)
    return -p[torch.arange(len(labels)), labels].log().mean()
