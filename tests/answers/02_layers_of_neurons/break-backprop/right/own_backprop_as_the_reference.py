def is_right(backprop) -> bool:
    """Say whether `backprop(x, y, w1, b1, w2, b2)` returns the right four slopes."""
    def loss(x, y, w1, b1, w2, b2):
        return F.mse_loss(F.linear(F.linear(x, w1, b1).relu(), w2, b2), y)


    x, y = torch.randn(10, 3), torch.randn(10, 4)
    w1, b1, w2, b2 = torch.randn(5, 3), torch.randn(5), torch.randn(4, 5), torch.randn(4)
    h = torch.relu(x @ w1.T + b1)
    d = 2 * (h @ w2.T + b2 - y) / y.numel()
    dh = (d @ w2) * (h > 0)
    expected = [dh.T @ x, dh.sum(0), d.T @ h, d.sum(0)]
    ok = True
    for a, b in zip(backprop(x, y, w1, b1, w2, b2), expected):
        print("max difference", (a - b).abs().max().item())
        ok = ok and bool(torch.all(torch.abs(a - b) < 1e-4))
    return ok
