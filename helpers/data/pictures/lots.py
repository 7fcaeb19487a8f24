"""Random draws for N pictures at once."""

import torch
from torch import Tensor


class Lots:
    """Random draws of length N from one seeded stream, always on the CPU so that every device sees the same."""

    def __init__(self, count: int, seed: int):
        self.count, self.generator = count, torch.Generator().manual_seed(seed)

    def between(self, low: float, high: float, *shape: int) -> Tensor:
        """Evenly spread from low to high."""
        return low + (high - low) * torch.rand(self.count, *shape, generator=self.generator)

    def normal(self, spread: float, *shape: int) -> Tensor:
        """Normal around 0 with this standard deviation, cut at 2.5 of them."""
        return spread * torch.randn(self.count, *shape, generator=self.generator).clamp(-2.5, 2.5)

    def chance(self, share, *shape: int) -> Tensor:
        """1. with probability `share` (a number, or one for each picture), else 0."""
        return (torch.rand(self.count, *shape, generator=self.generator) < share).float()

    def integers(self, high: int) -> Tensor:
        """Whole numbers in [0, high)."""
        return torch.randint(high, (self.count,), generator=self.generator)

    def shares(self, kinds: int) -> Tensor:
        """Whole numbers in [0, kinds) in random order, each equally often (to within one)."""
        order = torch.randperm(self.count, generator=self.generator)
        return (torch.arange(self.count) % kinds)[order]
