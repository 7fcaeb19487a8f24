def is_right(backprop) -> bool:
    """Say whether `backprop(x, y, w1, b1, w2, b2)` returns the right four slopes."""
    def loss(x, y, w1, b1, w2, b2):
        return F.mse_loss(F.linear(F.linear(x, w1, b1).relu(), w2, b2), y)


    sizes = (8, 3), (8, 2), (6, 3), (6,), (2, 6), (2,)
    for _ in range(20):
        x, y, *w = (torch.randn(s, dtype=torch.float64) for s in sizes)
        theirs = backprop(x, y, *w)
        for k in range(4):
            v = torch.zeros_like(w[k])
            v.view(-1)[torch.randint(v.numel(), ())] = 1.0
            up, down = [p.clone() for p in w], [p.clone() for p in w]
            up[k] += 1e-6 * v
            down[k] -= 1e-6 * v
            slope = (loss(x, y, *up) - loss(x, y, *down)) / 2e-6
            if abs(slope - (theirs[k] * v).sum()) > 1e-4 * (1 + abs(slope)):
                return False
    return True
