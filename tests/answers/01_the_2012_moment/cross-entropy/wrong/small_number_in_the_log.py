# hint: do not clamp
def cross_entropy(logits, labels):

    p = logits.softmax(1)
    return -(p[torch.arange(len(labels)), labels] + 1e-9).log().mean()
