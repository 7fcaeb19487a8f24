def dropout(x: Tensor, p: float, training: bool = True) -> Tensor:
    if training and p > 0:
        keep = torch.bernoulli(torch.full(x.shape, 1.0 - p, dtype=torch.float64)).bool()
        print("keeping", keep.float().mean().item())
        return torch.where(keep, x / (1 - p), 0.0)
    return x.clone()
