def is_right(backprop):
    for B, I, H, O in [(5, 3, 4, 2), (7, 2, 8, 3), (1, 1, 3, 1)]:
        x, y = torch.randn(B, I), torch.randn(B, O)
        w1 = torch.randn(H, I, requires_grad=True)
        b1 = torch.randn(H, requires_grad=True)
        w2 = torch.randn(O, H, requires_grad=True)
        b2 = torch.randn(O, requires_grad=True)
        ((torch.relu(x @ w1.T + b1) @ w2.T + b2 - y) ** 2).mean().backward()
        with torch.no_grad():
            theirs = backprop(x, y, w1, b1, w2, b2)
        try:
            for mine, other in zip((w1, b1, w2, b2), theirs):
                torch.testing.assert_close(other, mine.grad, rtol=1e-3, atol=1e-4)
        except AssertionError:
            return False
    return True
