def masked_grid(x, w1, b1, w2, b2, widths):

    G, H, I = w1.shape
    mask = (torch.arange(H).repeat(G, 1) < widths.reshape(G, 1)).float()
    hidden = torch.relu(torch.einsum("bi,ghi->gbh", x, w1) + b1.unsqueeze(1))
    return torch.einsum("gbh,goh->gbo", hidden, w2 * mask.unsqueeze(1)) + b2.unsqueeze(1)
