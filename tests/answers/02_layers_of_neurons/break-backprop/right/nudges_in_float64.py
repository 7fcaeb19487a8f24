def is_right(backprop) -> bool:
    """Say whether `backprop(x, y, w1, b1, w2, b2)` returns the right four slopes."""
    def loss(x, y, w1, b1, w2, b2):
        return F.mse_loss(F.linear(F.linear(x, w1, b1).relu(), w2, b2), y)


    torch.manual_seed(3)
    x, y = torch.randn(6, 3).double(), torch.randn(6, 2).double()
    ws = [torch.randn(s).double() for s in ((5, 3), (5,), (2, 5), (2,))]
    grads = backprop(x, y, *ws)
    eps = 1e-6
    for g, w in zip(grads, ws):
        if g.shape != w.shape:
            return False
        for i in range(w.numel()):
            old = w.view(-1)[i].item()
            w.view(-1)[i] = old + eps
            up = loss(x, y, *ws)
            w.view(-1)[i] = old - eps
            down = loss(x, y, *ws)
            w.view(-1)[i] = old
            if abs((up - down) / (2 * eps) - g.reshape(-1)[i]) > 1e-5:
                return False
    return True
