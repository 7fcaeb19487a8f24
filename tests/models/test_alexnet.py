"""Is the small AlexNet what it says, and do its shallow controls match it in what they claim to match?"""

import pytest
import torch
from torch import nn

from helpers.models.alexnet import (
    BLOCKS,
    AlexNet,
    MiniAlexNet,
    conv_net,
    count_parameters,
    receptive_field,
    shallow_net,
)

EVERY = {f"depth {depth}": lambda depth=depth: conv_net(depth) for depth in range(1, 6)} | {
    f"shallow, {match}": lambda match=match: shallow_net(match) for match in ("parameters", "field")
}


def window(net: nn.Module, size: int = 160) -> tuple[int, int, int, int]:
    """First and last row and column of the pixels that a unit in the middle of the last map hangs on, by autograd."""
    torch.manual_seed(0)
    images = torch.rand(4, 3, size, size, requires_grad=True)
    maps = net.eval().blocks(images)
    middle = maps.shape[2] // 2
    maps[:, :, middle, middle].sum().backward()
    rows, columns = (images.grad.abs().sum((0, 1, axis)).nonzero().flatten() for axis in (3, 2))
    return rows[0].item(), rows[-1].item(), columns[0].item(), columns[-1].item()


def smooth(net: nn.Module) -> nn.Module:
    """The net with every max and ReLU, which hide pixels from the gradient, made to let all through."""
    for block in net.blocks:
        for i, part in enumerate(block):
            if isinstance(part, nn.MaxPool2d):
                block[i] = nn.AvgPool2d(part.kernel_size)
            elif isinstance(part, nn.ReLU):
                block[i] = nn.Identity()
    return net


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("size", [32, 48, 64])
def test_every_net_takes_every_size(name, size):
    """Do pictures of each size in use become one row of logits each?"""
    assert EVERY[name]()(torch.rand(2, 3, size, size)).shape == (2, 3)


@pytest.mark.parametrize("depth", range(1, 6))
def test_depth_counts_the_convolutions(depth):
    """Has the net so many convolutions, the first of them those of the full net?"""
    kernels = [part.weight.shape for part in conv_net(depth).modules() if isinstance(part, nn.Conv2d)]
    full = [part.weight.shape for part in MiniAlexNet().modules() if isinstance(part, nn.Conv2d)]
    assert kernels == full[:depth]
    assert [(shape[-1], shape[0]) for shape in full] == [(kernel, width) for kernel, width, _ in BLOCKS]


@pytest.mark.parametrize("depth", [0, 6, -1])
def test_other_depths_are_refused(depth):
    """Is a depth that the recipe does not have refused with the ones it has?"""
    with pytest.raises(ValueError, match=f"depth is {depth}: choose 1 to 5"):
        conv_net(depth)


def test_mini_alexnet_has_the_parameters_of_its_recipe():
    """Do its weights add up as the recipe's numbers do: kernels, two a channel for each norm, the head?"""
    kernels = 5 * 5 * 3 * 16 + 3 * 3 * (16 * 32 + 32 * 64 + 64 * 64 + 64 * 64)
    assert count_parameters(MiniAlexNet()) == kernels + 2 * (16 + 32 + 64 + 64 + 64) + (64 + 1) * 3


@pytest.mark.parametrize(("match", "off"), [("parameters", 0.002), ("field", 0.02)])
@pytest.mark.parametrize("classes", [2, 3, 10])
def test_the_controls_match_in_parameters(match, off, classes):
    """Has each one-layer net, for any number of classes, as many parameters as the five-layer net, to 2 % at most?"""
    ours, deep = shallow_net(match, classes), MiniAlexNet(classes)
    assert count_parameters(ours) == pytest.approx(count_parameters(deep), rel=off)
    assert len(ours.blocks) == 1


@pytest.mark.parametrize("depth", range(1, 6))
def test_the_receptive_field_is_the_support_of_the_gradient(depth):
    """Does a unit hang on exactly the window of pixels that the formula gives, and its neighbour on the next one?"""
    top, bottom, left, right = window(smooth(conv_net(depth)))
    field, step = receptive_field(depth)
    assert bottom - top + 1 == right - left + 1 == field
    assert step == 160 // conv_net(depth).blocks(torch.rand(1, 3, 160, 160)).shape[2]


def test_the_large_kernel_control_sees_the_same_windows():
    """Does its unit hang on the very pixels, row by row, that the five-layer net's unit at that place hangs on?"""
    deep, shallow = MiniAlexNet(), shallow_net("field")
    assert window(smooth(shallow)) == window(smooth(deep))
    images = torch.rand(2, 3, 32, 32)
    assert shallow.blocks(images).shape[2:] == deep.blocks(images).shape[2:]


def test_an_unknown_control_is_refused():
    """Is a match that we do not have refused with those we have?"""
    with pytest.raises(ValueError, match='"parameters" or "field"'):
        shallow_net("depth")


@pytest.mark.parametrize("name", EVERY)
def test_every_weight_takes_part(name):
    """Does the loss reach every parameter?"""
    net = EVERY[name]()
    net(torch.rand(8, 3, 32, 32)).logsumexp(1).sum().backward()
    assert all(weights.grad is not None and weights.grad.abs().sum() > 0 for weights in net.parameters())


def test_the_network_of_2012_has_its_61_million_weights():
    """Do eight layers, three of them split over two cards, count 60,965,224 weights, and turn pictures into logits?"""
    with torch.device("meta"):  # shapes without numbers
        net = AlexNet()
        logits = net(torch.zeros(2, 3, 224, 224))
    assert len(list(net.children())) == 8
    assert count_parameters(net) == 60_965_224
    assert logits.shape == (2, 1000)
    assert [part.groups for part in net.modules() if isinstance(part, nn.Conv2d)] == [1, 2, 1, 2, 2]
