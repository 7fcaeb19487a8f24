# hint: you refuse the slopes
def is_right(backprop) -> bool:
    """Say whether `backprop(x, y, w1, b1, w2, b2)` returns the right four slopes."""
    def loss(x, y, w1, b1, w2, b2):
        return F.mse_loss(F.linear(F.linear(x, w1, b1).relu(), w2, b2), y)


    x, y, *w = [torch.randn(s) for s in ((5, 3), (5, 2), (4, 3), (4,), (2, 4), (2,))]
    theirs = backprop(x, y, *w)
    print(theirs[0])
