"""What does a unit want to see? A picture of little, changed step by step until the unit is as loud as it gets.

D. Erhan et al.: Visualizing higher-layer features of a deep network, 2009; C. Olah, A. Mordvintsev, L. Schubert:
Feature Visualization, Distill 2017, whose habits keep such pictures readable: paint with waves, shift, stay smooth.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from helpers.device import one_thread
from helpers.insight.maps import crop, window
from helpers.training.metrics import evaluating

SIDE = 32
PLACES = {1: 8, 2: 4, 3: 1, 4: 1, 5: 1}  # row and column, in each layer's map, of a unit that looks at the middle
STEPS, RATE = 64, 0.05
SMOOTH = 200.0  # what a jump from one pixel to the next costs, beside the unit's own voice
SHIFT = 1  # pixels by which the picture is shifted at random before each step
FALL = 1.5  # a wave of half the length counts 2 ** −1.5 as much
# How the three channels of the picture world go together: three times the root of their covariance.
COLOURS = torch.tensor([[0.57, 0.22, 0.19], [0.22, 0.54, 0.22], [0.19, 0.22, 0.54]])


def feature_pictures(
    net: nn.Module, layer: int, units: Sequence[int] | None = None, steps: int = STEPS, seed: int = 0
) -> Tensor:
    """A picture for each unit of a layer that makes it loud: (units, 3, s, s) in [0, 1], s its window, at most 32.

    net: of MiniAlexNet's blocks; layer counts from 1; units: by default all. Climbs, with Adam and for `steps` steps,
    the gradient of the unit's value before its ReLU, for one place in the middle of a picture of 32 × 32.
    """
    units = list(range(net.blocks[layer - 1][0].out_channels)) if units is None else list(units)
    draw = torch.Generator().manual_seed(seed)
    waves = 0.3 * torch.randn(len(units), 3, SIDE, SIDE // 2 + 1, 2, generator=draw)
    waves.requires_grad_()
    optimiser = torch.optim.Adam([waves], RATE)
    with one_thread(), evaluating(net), torch.enable_grad():
        for _ in range(steps):
            shift = torch.randint(-SHIFT, SHIFT + 1, (2,), generator=draw).tolist()
            pictures = painted(waves)
            loss = SMOOTH * roughness(pictures) - voices(net, layer, pictures.roll(shift, (2, 3)), units)
            (waves.grad,) = torch.autograd.grad(loss.sum(), waves)  # the network's weights get none
            optimiser.step()
    top, left, side = window(layer, PLACES[layer], PLACES[layer])
    return torch.stack([crop(picture, (top, left, side)) for picture in painted(waves.detach())])


def painted(waves: Tensor) -> Tensor:
    """Pictures (N, 3, 32, 32) in [0, 1] from the strength of each wave, (N, 3, 32, 17, 2): long waves count most."""
    lengths = torch.hypot(torch.fft.fftfreq(SIDE)[:, None], torch.fft.rfftfreq(SIDE)).clamp(min=1 / SIDE)
    scaled = torch.view_as_complex(waves) * SIDE * (SIDE * lengths) ** -FALL
    flat = torch.fft.irfft2(scaled, s=(SIDE, SIDE), norm="ortho")
    return torch.einsum("cd,ndhw->nchw", COLOURS, flat).sigmoid()


def voices(net: nn.Module, layer: int, pictures: Tensor, units: Sequence[int]) -> Tensor:
    """How loud unit i is for picture i, in the middle and before its ReLU: (N,) from pictures (N, 3, 32, 32)."""
    maps = net.blocks[: layer - 1](2 * pictures - 1)
    maps = net.blocks[layer - 1][:-1](maps)
    place = PLACES[layer]
    return maps[range(len(units)), units, place, place]


def roughness(pictures: Tensor) -> Tensor:
    """The mean squared step from one pixel to the next of pictures (N, 3, H, W): (N,)."""
    across, down = pictures.diff(dim=3), pictures.diff(dim=2)
    return across.square().mean((1, 2, 3)) + down.square().mean((1, 2, 3))
