def cross_entropy(logits, labels):

    return F.nll_loss(logits.log_softmax(1), labels)
