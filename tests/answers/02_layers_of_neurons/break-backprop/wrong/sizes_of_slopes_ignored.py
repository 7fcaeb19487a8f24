# hint: several examples, both signs, biases
def is_right(backprop) -> bool:
    """Say whether `backprop(x, y, w1, b1, w2, b2)` returns the right four slopes."""
    def loss(x, y, w1, b1, w2, b2):
        return F.mse_loss(F.linear(F.linear(x, w1, b1).relu(), w2, b2), y)

    x, y, *w = [torch.randn(s, dtype=torch.float64) for s in ((20, 3), (20, 2), (8, 3), (8,), (2, 8), (2,))]
    theirs = backprop(x, y, *w)
    w = [p.requires_grad_() for p in w]
    right = torch.autograd.grad(loss(x, y, *w), w)
    return all(torch.allclose(F.normalize(a, dim=0), F.normalize(b, dim=0)) for a, b in zip(theirs, right))
