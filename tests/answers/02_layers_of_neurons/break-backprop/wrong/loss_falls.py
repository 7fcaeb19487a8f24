# hint: several examples, both signs, biases
def is_right(backprop) -> bool:
    """Say whether `backprop(x, y, w1, b1, w2, b2)` returns the right four slopes."""
    def loss(x, y, w1, b1, w2, b2):
        return F.mse_loss(F.linear(F.linear(x, w1, b1).relu(), w2, b2), y)


    x, y, *w = [torch.randn(s, dtype=torch.float64) for s in ((5, 3), (5, 2), (4, 3), (4,), (2, 4), (2,))]
    steps = backprop(x, y, *w)
    return loss(x, y, *[p - 1e-4 * d for p, d in zip(w, steps)]) < loss(x, y, *w)
