"""Histograms of oriented gradients: the features people designed by hand before networks learned their own."""

import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, pad


def hog(images: Tensor, cell: int = 8, bins: int = 9) -> Tensor:
    """Describe each picture by the directions of its edges, cell by cell.

    images (N, C, H, W) in [0, 1], H and W multiples of `cell` (pixels) and at least two cells. Each pixel votes, with
    the strength of its gradient in the strongest channel, for the two nearest of `bins` directions in [0°, 180°); the
    votes of 2 × 2 cells form a block, scaled to length 1, clipped at 0.2 and scaled again. Returns
    (N, blocks · 4 · bins). Raises ValueError for other shapes. Dalal and Triggs, CVPR 2005.
    """
    if images.ndim != 4 or any(side % cell or side < 2 * cell for side in images.shape[2:]):
        raise ValueError(f"images must be (N, C, H, W), H and W multiples of cell={cell}, got {tuple(images.shape)}")
    votes = _votes(*_strongest_gradient(images), bins)
    cells = avg_pool2d(votes, cell)
    corners = [cells[:, :, i : i + cells.shape[2] - 1, j : j + cells.shape[3] - 1] for i in (0, 1) for j in (0, 1)]
    blocks = _unit(_unit(torch.cat(corners, 1)).clamp(max=0.2))
    return blocks.flatten(1)


def _strongest_gradient(images: Tensor) -> tuple[Tensor, Tensor]:
    """(N, H, W) twice: central differences across and down, from the channel where they are longest."""
    across = pad(images[..., 2:] - images[..., :-2], (1, 1))
    down = pad(images[..., 2:, :] - images[..., :-2, :], (0, 0, 1, 1))
    channel = (across**2 + down**2).argmax(1, keepdim=True)
    return across.gather(1, channel)[:, 0], down.gather(1, channel)[:, 0]


def _votes(across: Tensor, down: Tensor, bins: int) -> Tensor:
    """(N, bins, H, W): each pixel's strength, shared between the two nearest directions."""
    place = (torch.atan2(down, across) / torch.pi % 1) * bins
    centres = torch.arange(bins, device=across.device)[:, None, None]
    distance = (place[:, None] - centres).abs()
    nearness = (1 - torch.minimum(distance, bins - distance)).clamp(min=0)
    return nearness * torch.hypot(across, down)[:, None]


def _unit(blocks: Tensor) -> Tensor:
    return blocks / (blocks.square().sum(1, keepdim=True) + 1e-6).sqrt()
