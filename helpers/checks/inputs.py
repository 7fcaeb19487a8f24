"""Random inputs for checks: the same for everyone until a course sets COURSE_SEED."""

import hashlib
import os

import torch
from torch import Tensor

DEFAULT_SEED = "deep-learning-revolution"


def inputs(name: str) -> "Draw":
    """The stream of random inputs for the exercise `name`, seeded by COURSE_SEED and that name.

    It has its own generator: it neither reads nor moves the random states of random, NumPy or torch.
    """
    text = f"{os.environ.get('COURSE_SEED', DEFAULT_SEED)}/{name}"
    digest = hashlib.sha256(text.encode()).digest()  # hash() differs from process to process
    return Draw(torch.Generator("cpu").manual_seed(int.from_bytes(digest[:7])))


class Draw:
    """Draws tensors on the CPU; each call moves the stream on."""

    def __init__(self, generator: torch.Generator):
        self._generator = generator

    def normal(self, *shape: int, scale: float = 1, mean: float = 0, dtype: torch.dtype = torch.float32) -> Tensor:
        """Normally distributed numbers with this standard deviation and mean."""
        return (self._random(torch.randn, shape) * scale + mean).to(dtype)

    def uniform(self, *shape: int, low: float = 0, high: float = 1, dtype: torch.dtype = torch.float32) -> Tensor:
        """Numbers spread evenly over [low, high)."""
        return (self._random(torch.rand, shape) * (high - low) + low).to(dtype)

    def integers(self, *shape: int, low: int = 0, high: int) -> Tensor:
        """Whole numbers (int64) in [low, high)."""
        return torch.randint(low, high, shape, generator=self._generator, device="cpu")

    def integer(self, low: int, high: int) -> int:
        """One whole number in [low, high)."""
        return int(self.integers(low=low, high=high))

    def choice(self, sequence):
        """One item of a list, a tuple or a string."""
        return sequence[self.integer(0, len(sequence))]

    def permutation(self, n: int) -> Tensor:
        """The numbers 0 … n − 1 (int64) in random order."""
        return torch.randperm(n, generator=self._generator, device="cpu")

    def _random(self, draw, shape: tuple[int, ...]) -> Tensor:
        # In float64 whatever the dtype asked for: a float32 input is the rounded float64 one.
        return draw(shape, generator=self._generator, dtype=torch.float64, device="cpu")
