"""AlexNet; its idea at a size that trains in seconds; and the shallow nets that belong beside that.

A. Krizhevsky, I. Sutskever, G. Hinton: ImageNet Classification with Deep Convolutional Neural Networks, 2012.
"""

from collections import OrderedDict

from torch import Tensor, nn

# One row a convolution: kernel size, channels, and whether a max-pool halves the picture after it.
BLOCKS = [(5, 16, True), (3, 32, True), (3, 64, True), (3, 64, False), (3, 64, False)]


class ConvNet(nn.Module):
    """Convolutions, then the average over all positions, then one linear layer.

    blocks: what `conv_block` returns, in order; width: channels of the last; classes: K.
    Maps pictures (B, 3, H, W) in [0, 1] to logits (B, K). The average makes the net blind to
    *where* something is, so it cannot cheat by position.
    """

    def __init__(self, blocks: list[nn.Module], width: int, classes: int = 3):
        super().__init__()
        self.blocks = nn.Sequential(*blocks)
        self.dropout = nn.Dropout(0.1)
        self.classify = nn.Linear(width, classes)

    def forward(self, images: Tensor) -> Tensor:
        """Pictures (B, 3, H, W) in [0, 1] → logits (B, K)."""
        maps = self.blocks(2 * images - 1)  # (B, width, H / 8, W / 8) after three pools
        features = maps.mean((2, 3))  # (B, width)
        return self.classify(self.dropout(features))  # (B, K)


def conv_block(inputs: int, width: int, kernel: int, pool: bool = False, stride: int = 1, padding: int | None = None):
    """Convolution, max-pool, batch norm, ReLU: (B, inputs, H, W) → (B, width, H', W'). Pads by kernel // 2 if not told.

    Pooling before the norm leaves it a quarter of the numbers to work on. The norm has its own bias.
    """
    padding = kernel // 2 if padding is None else padding
    layers = [nn.Conv2d(inputs, width, kernel, stride, padding, bias=False)]
    layers += [nn.MaxPool2d(2)] if pool else []
    layers += [nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


def conv_net(depth: int, classes: int = 3) -> ConvNet:
    """The first `depth` (1 to 5) blocks of BLOCKS under one head. Raises ValueError for another depth."""
    if not 1 <= depth <= len(BLOCKS):
        raise ValueError(f"depth is {depth}: choose 1 to {len(BLOCKS)} convolutions.")
    inputs = [3] + [width for _, width, _ in BLOCKS]
    blocks = [conv_block(inputs[i], width, kernel, pool) for i, (kernel, width, pool) in enumerate(BLOCKS[:depth])]
    return ConvNet(blocks, inputs[depth], classes)


def MiniAlexNet(classes: int = 3) -> ConvNet:  # noqa: N802 (reads as the name of a model)
    """Five convolutions, as in AlexNet, at one six-hundredth of its parameters."""
    return conv_net(len(BLOCKS), classes)


def AlexNet(classes: int = 1000) -> nn.Sequential:  # noqa: N802 (reads as the name of a model)
    """The network of 2012: pictures (B, 3, 224, 224) to logits (B, classes), in eight children that learn.

    Where `groups` is 2, each half of the channels reads its own half of the layer before: they lived on two cards.
    """
    norm, pool = nn.LocalResponseNorm(5, alpha=5e-4, k=2), nn.MaxPool2d(3, 2)  # torch divides alpha by 5
    return nn.Sequential(OrderedDict(
        conv1=nn.Sequential(nn.Conv2d(3, 96, 11, 4, padding=2), nn.ReLU(), norm, pool),
        conv2=nn.Sequential(nn.Conv2d(96, 256, 5, padding=2, groups=2), nn.ReLU(), norm, pool),
        conv3=nn.Sequential(nn.Conv2d(256, 384, 3, padding=1), nn.ReLU()),
        conv4=nn.Sequential(nn.Conv2d(384, 384, 3, padding=1, groups=2), nn.ReLU()),
        conv5=nn.Sequential(nn.Conv2d(384, 256, 3, padding=1, groups=2), nn.ReLU(), pool),
        dense6=nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(6 * 6 * 256, 4096), nn.ReLU()),
        dense7=nn.Sequential(nn.Dropout(0.5), nn.Linear(4096, 4096), nn.ReLU()),
        dense8=nn.Linear(4096, classes),
    ))  # fmt: skip


def shallow_net(match: str, classes: int = 3) -> ConvNet:
    """One convolution with as many parameters as MiniAlexNet: is it depth that helps, or what comes with it?

    match="parameters" spends them on many channels (268), with the 11 × 11 kernel, stride and pool of AlexNet's first
    layer. match="field" spends them on the view: its kernel is so large that each of its few units (12 channels) sees
    exactly the window that a unit of MiniAlexNet's last layer sees, 56 × 56 pixels, every 8.
    Raises ValueError for another `match`.
    """
    field, step = receptive_field()
    stride = step // 2  # the pool doubles it
    kernels = {"parameters": 11, "field": field - stride}  # the pool adds one stride to the view
    if match not in kernels:
        raise ValueError(f'match is {match!r}: choose "parameters" or "field".')
    kernel = kernels[match]
    per_channel = 3 * kernel**2 + 2 + classes  # its kernel, its norm, its weights in the head
    width = round((count_parameters(MiniAlexNet(classes)) - classes) / per_channel)
    padding = (kernel - stride + 1) // 2  # so that the units lie evenly over the picture
    return ConvNet([conv_block(3, width, kernel, pool=True, stride=stride, padding=padding)], width, classes)


def receptive_field(depth: int = len(BLOCKS)) -> tuple[int, int]:
    """Side of the window of pixels that one unit after `depth` blocks sees, and the step between windows, in pixels."""
    field, step = 1, 1
    for kernel, _, pool in BLOCKS[:depth]:
        field += (kernel - 1) * step
        if pool:
            field, step = field + step, 2 * step
    return field, step


def count_parameters(model: nn.Module) -> int:
    """How many numbers training may change."""
    return sum(weights.numel() for weights in model.parameters() if weights.requires_grad)
