def cross_entropy(logits, labels):

    total = 0
    for row, label in zip(logits, labels):
        largest = row.max()
        total = total + largest + (row - largest).exp().sum().log() - row[label]
    return total / len(labels)
