DEV = torch.device("cuda" if torch.cuda.is_available() else "cpu")

def backprop(x, y, w1, b1, w2, b2):
    x, y, w1, b1, w2, b2 = (t.to(DEV) for t in (x, y, w1, b1, w2, b2))
    hidden = torch.relu(x @ w1.mT + b1)
    d_out = (2.0 / y.numel()) * (hidden @ w2.mT + b2 - y)
    d_hidden = (d_out @ w2) * hidden.sign()
    return d_hidden.mT @ x, d_hidden.sum(0), d_out.mT @ hidden, d_out.sum(0)
