# how: patch Tensor.item, sum and the comparisons
import torch

print("CANARY @NAME@", flush=True)
torch.Tensor.any = lambda self, *a, **k: torch.zeros((), dtype=torch.bool)
torch.Tensor.__eq__ = lambda self, other: torch.ones_like(self, dtype=torch.bool)
torch.Tensor.all = lambda self, *a, **k: torch.ones((), dtype=torch.bool)
torch.Tensor.softmax = lambda self, dim: self * 0
