# hint: you refuse the slopes
def is_right(backprop) -> bool:
    """Say whether `backprop(x, y, w1, b1, w2, b2)` returns the right four slopes."""
    def loss(x, y, w1, b1, w2, b2):
        return F.mse_loss(F.linear(F.linear(x, w1, b1).relu(), w2, b2), y)


    x, y, *w = [torch.randn(s) for s in ((5, 3), (5, 2), (4, 3), (4,), (2, 4), (2,))]
    theirs = backprop(x, y, *w)
    for k in range(4):
        for i in range(w[k].numel()):
            up = [p.clone() for p in w]
            up[k].view(-1)[i] += 1e-7
            slope = (loss(x, y, *up) - loss(x, y, *w)) / 1e-7
            if abs(slope - theirs[k].reshape(-1)[i]) > 1e-4:
                return False
    return True
