def interaction(accuracy):
    if torch.cuda.is_available():
        accuracy = accuracy.cuda()
    signs = torch.tensor([-1.0, 1.0], device=accuracy.device)
    return torch.einsum("dcl,d,c,l->", accuracy, signs, signs, signs).item()
