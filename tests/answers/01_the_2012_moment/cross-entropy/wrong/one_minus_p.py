# hint: p = 1/3
def cross_entropy(logits, labels):

    p = logits.softmax(1)
    return (1 - p[torch.arange(len(labels)), labels]).mean()
