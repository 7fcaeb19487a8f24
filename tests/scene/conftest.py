"""Networks to draw: of dense layers, of convolutions, and of plain numbers."""

import base64

import numpy as np
import pytest
import torch
from torch import nn

from helpers.training.stored import portraits, stored_three_layers

NETS = {
    "dense": lambda: stored_three_layers(),
    "convolutions": lambda: nn.Sequential(
        nn.Sequential(nn.Conv2d(3, 6, 5), nn.BatchNorm2d(6), nn.ReLU(inplace=True), nn.MaxPool2d(2)),
        nn.Conv2d(6, 4, 3, bias=False), nn.Tanh(), nn.AdaptiveAvgPool2d(2),
        nn.Flatten(), nn.Dropout(0.5), nn.Linear(16, 3),
    ),
    "wide": lambda: nn.Sequential(nn.Flatten(), nn.Linear(1728, 90), nn.Sigmoid(), nn.Linear(90, 3)),
}  # fmt: skip


@pytest.fixture(params=NETS)
def net(request):
    """A network that looks at pictures, in training mode: drawing should not mind."""
    torch.manual_seed(3)
    return NETS[request.param]().train()


@pytest.fixture(scope="session")
def pictures():
    """Three pictures (3, 24, 24) that no network has seen."""
    return dict(zip(("one", "two", "three"), portraits(3, seed=5).images, strict=True))


@pytest.fixture
def unpacked():
    """Turn a figure's arrays, which are sent packed, back into numbers."""

    def unpack(value):
        if isinstance(value, dict) and "bdata" in value:
            return np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
        return np.array(value, dtype=float)

    return unpack
