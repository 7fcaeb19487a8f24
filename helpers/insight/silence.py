"""What falls when some units say nothing? Silence those of one concept, and as many others for comparison."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.data.pictures import Pictures
from helpers.training.metrics import predict


@contextmanager
def silenced(net: nn.Module, layer: int, units: Sequence[int]) -> Iterator[nn.Module]:
    """Inside the block these units of a layer (counted from 1) say 0 everywhere; afterwards they speak again.

    Raises IndexError, before anything changes, for a layer or unit that is not there.
    """
    block = net.blocks[layer - 1] if 1 <= layer <= len(net.blocks) else None
    width = block[0].out_channels if block is not None else 0
    if block is None or not all(0 <= unit < width for unit in units):
        raise IndexError(
            f"layer {layer} with units {list(units)}: there are layers 1 to {len(net.blocks)}, this of {width}."
        )
    units = list(units)

    def hush(_block, _inputs, maps: Tensor) -> Tensor:
        maps = maps.clone()
        maps[:, units] = 0
        return maps

    hook = block.register_forward_hook(hush)
    try:
        yield net
    finally:
        hook.remove()


@dataclass(frozen=True)
class Fall:
    """Share of pictures given each answer: before, silenced and control are (K true classes, K answers).

    control: the mean over several random sets of as many other units.
    """

    before: Tensor
    silenced: Tensor
    control: Tensor


def fall(net: nn.Module, pictures: Pictures, layer: int, units: Sequence[int], draws: int = 5, seed: int = 0) -> Fall:
    """What the network answers with these units of a layer silenced, and with as many random others (`draws` times).

    Raises ValueError where there are not as many others.
    """
    others = sorted(set(range(net.blocks[layer - 1][0].out_channels)) - set(units))
    if len(others) < len(units):
        raise ValueError(f"{len(units)} units to silence, only {len(others)} others: no control of as many.")
    draw = torch.Generator().manual_seed(seed)
    controls = []
    for _ in range(draws):
        chosen = [others[place] for place in torch.randperm(len(others), generator=draw)[: len(units)]]
        controls.append(answers(net, pictures, layer, chosen))
    return Fall(answers(net, pictures, layer, []), answers(net, pictures, layer, units), torch.stack(controls).mean(0))


def answers(net: nn.Module, pictures: Pictures, layer: int, units: Sequence[int]) -> Tensor:
    """Share of the pictures of each class (rows) that get each answer (columns), with these units silenced."""
    with silenced(net, layer, units):
        logits = predict(net, pictures.images)
    K = logits.shape[1]  # noqa: N806
    table = torch.zeros(K, K)
    table.index_put_((pictures.labels, logits.argmax(1)), torch.tensor(1.0), accumulate=True)
    return table / table.sum(1, keepdim=True).clamp(min=1)
