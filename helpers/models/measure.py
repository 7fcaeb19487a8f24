"""What a layer does, measured on torch's own: an oracle for those who compute it by hand."""

import torch
from torch import nn
from torch.nn.functional import conv1d
from torch.utils.flop_counter import FlopCounterMode

from helpers.models.alexnet import count_parameters


def measured_window(size: int, layers: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Output size of a stack of convolutions, and how far apart the pixels lie that have a slope for its middle output.

    size: pixels along one side; layers: (kernel, stride, padding), from first to last. The second number is the
    receptive field where that fits into `size`.
    """
    signal = pixels = torch.zeros(1, 1, size, dtype=torch.float64, requires_grad=True)
    for kernel, stride, padding in layers:
        ones = torch.ones(1, 1, kernel, dtype=torch.float64)
        signal = conv1d(signal, ones, stride=stride, padding=padding)
    outputs = signal.shape[2]
    (slope,) = torch.autograd.grad(signal[0, 0, outputs // 2], pixels)
    seen = slope.flatten().nonzero()
    return outputs, int(seen.max() - seen.min() + 1)


def measured_cost(size: int, channels: int, outputs: int, kernel: int, stride=1, padding=0, groups=1):
    """Parameters of torch's convolution, and the multiplications that its counter counts for one square picture."""
    layer = nn.Conv2d(channels, outputs, kernel, stride, padding, groups=groups, device="meta")
    with FlopCounterMode(display=False) as counter:
        layer(torch.zeros(1, channels, size, size, device="meta"))
    return count_parameters(layer), counter.get_total_flops() // 2  # it counts additions too
