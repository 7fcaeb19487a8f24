# hint: give back four slopes
def backprop(x, y, w1, b1, w2, b2):

    params = [p.clone().requires_grad_(True) for p in (w1, b1, w2, b2)]
    loss = F.mse_loss((x @ params[0].T + params[1]).relu() @ params[2].T + params[3], y)
    return loss.backward()
