"""Maps of layers: are they the network's own, and do units see the windows that they are said to see?"""

import pytest
import torch

from helpers.data.pictures import paint
from helpers.insight.maps import crop, layers, upsample, window
from helpers.training.metrics import predict
from helpers.training.stored import stored_net

SHAPES = [(16, 16), (32, 8), (64, 4), (64, 4), (64, 4)]


@pytest.fixture(scope="module")
def net():
    """The network that comes with the course."""
    return stored_net()


def test_the_maps_are_what_a_hook_hears(net):
    """Does torch's own forward hook hear the same maps, and do they lead to the network's answer?"""
    images, heard = paint(7, seed=5).images, []
    hooks = [block.register_forward_hook(lambda *call: heard.append(call[-1].detach().clone())) for block in net.blocks]
    logits = predict(net, images)
    for hook in hooks:
        hook.remove()
    maps = layers(net, images, batch=3)
    assert [(part.shape[1], part.shape[2]) for part in maps] == SHAPES
    for part, other in zip(maps, heard, strict=True):
        torch.testing.assert_close(part, other, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(net.classify(maps[-1].mean((2, 3))), logits, rtol=1e-4, atol=1e-4)


def test_looking_changes_nothing(net):
    """Does a network in training mode stay in it, and its running averages what they were?"""
    before = {name: value.clone() for name, value in net.state_dict().items()}
    net.train()
    layers(net, paint(4, seed=5).images)
    assert net.training
    net.eval()
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())


@pytest.mark.parametrize("layer", [1, 2, 3, 4, 5])
def test_a_window_is_where_the_gradient_is(layer):
    """Has the input a gradient in the window alone, and up to its edges, by torch's own account?"""
    from helpers.models.alexnet import BLOCKS, conv_block

    torch.manual_seed(layer)
    inputs = [3] + [width for _, width, _ in BLOCKS]
    blocks = [conv_block(inputs[i], width, kernel, pool) for i, (kernel, width, pool) in enumerate(BLOCKS[:layer])]
    # A maximum and a ReLU pass on a part of the gradient only: put in place what passes on all of it.
    for block in blocks:
        for place, part in enumerate(block):
            if isinstance(part, torch.nn.MaxPool2d):
                block[place] = torch.nn.AvgPool2d(2)
            elif isinstance(part, torch.nn.ReLU):
                block[place] = torch.nn.Identity()
    image = torch.rand(1, 3, 64, 64, requires_grad=True)
    maps = torch.nn.Sequential(*blocks).eval()(image)
    for row, column in ((0, 0), (maps.shape[2] // 2, maps.shape[3] // 2 - 1), (maps.shape[2] - 1, 1)):
        (slope,) = torch.autograd.grad(maps[0, :, row, column].sum(), image, retain_graph=True)
        rows, columns = slope[0].abs().sum(0).nonzero().unbind(1)
        top, left, side = window(layer, row, column)
        assert (rows.min(), rows.max()) == (max(top, 0), min(top + side, 64) - 1)
        assert (columns.min(), columns.max()) == (max(left, 0), min(left + side, 64) - 1)


def test_a_crop_is_what_lies_inside():
    """Is a crop the pixels of its square, without those beyond the edge?"""
    image = torch.arange(3 * 64.0).view(3, 8, 8)
    assert torch.equal(crop(image, (2, 3, 4)), image[:, 2:6, 3:7])
    assert torch.equal(crop(image, (-2, 6, 4)), image[:, :2, 6:])


def test_upsampling_keeps_a_map_in_its_place():
    """Is the middle of a bright place, drawn out, the middle of the window of that place?"""
    for layer, side in ((1, 16), (3, 4)):
        maps = torch.zeros(1, 1, side, side)
        maps[0, 0, 1, 2] = 1
        large = upsample(maps)[0, 0]
        centre = (
            large.sum(1) @ (torch.arange(32) + 0.5) / large.sum(),
            large.sum(0) @ (torch.arange(32) + 0.5) / large.sum(),
        )
        top, left, width = window(layer, 1, 2)
        assert centre[0] == pytest.approx(top + width / 2, abs=0.5)
        assert centre[1] == pytest.approx(left + width / 2, abs=0.5)
