# hint: p = 1/3
def cross_entropy(logits, labels):

    z = logits - logits.amax(1, keepdim=True)
    log_p = z / torch.log(torch.tensor(2.0)) - z.exp().sum(1, keepdim=True).log2()
    return -log_p[torch.arange(len(labels)), labels].mean()
