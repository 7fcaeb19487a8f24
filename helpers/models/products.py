"""How much of what a network computes is products of matrices: counted as torch does it, forwards and backwards."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import FlopCounterMode

PRODUCTS = ("mm", "addmm", "bmm", "baddbmm", "mv", "dot")


@dataclass
class Count:
    """Products of matrices, the multiplications in them, and the numbers that all other operations wrote."""

    products: int
    multiplications: int
    others: int

    @property
    def share(self) -> float:
        """Of all counted work, the share that is in products: a number in [0, 1]."""
        return self.multiplications / (self.multiplications + self.others)


class _Watch(TorchDispatchMode):
    """Sees each operation that torch really carries out."""

    def __init__(self):
        super().__init__()
        self.products, self.others = 0, 0

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        result = operation(*args, **(kwargs or {}))
        if operation.overloadpacket.__name__ in PRODUCTS:
            self.products += 1
        elif not operation.is_view and isinstance(result, torch.Tensor):
            self.others += result.numel()
        return result


def count_products(work: Callable[[], object]) -> Count:
    """What `work` computes: products of matrices, their multiplications, and all other numbers written.

    Views (a transposed matrix, say) write nothing. A multiplication comes with an addition; it is counted once.
    """
    with FlopCounterMode(display=False) as flops, _Watch() as watch:
        work()
    return Count(watch.products, flops.get_total_flops() // 2, watch.others)
