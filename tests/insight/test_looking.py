"""Feature pictures, top examples, silenced units: do they do what they say, by torch's own account?"""

import pytest
import torch

from helpers.data.pictures import paint
from helpers.insight.examples import seen_by, top_examples
from helpers.insight.features import PLACES, feature_pictures, roughness, voices
from helpers.insight.maps import layers, window
from helpers.insight.silence import answers, fall, silenced
from helpers.training.metrics import predict
from helpers.training.stored import stored_net


@pytest.fixture(scope="module")
def net():
    """The network that comes with the course."""
    return stored_net()


@pytest.mark.parametrize(("layer", "side"), [(1, 6), (2, 12), (3, 24), (5, 32)])
def test_a_feature_picture_makes_its_unit_louder_than_noise_does(net, layer, side):
    """Is each unit louder for its own picture than for others', for noise and for nearly all painted pictures?"""
    units = [1, 5, 9]
    found = feature_pictures(net, layer, units, steps=40)
    assert found.shape == (3, 3, side, side)
    assert 0 <= found.min() <= found.max() <= 1
    top = max(window(layer, PLACES[layer], PLACES[layer])[0], 0)
    canvas = torch.full((3, 3, 32, 32), 0.5)
    canvas[:, :, top : top + side, top : top + side] = found
    with torch.no_grad():
        own = voices(net, layer, canvas, units)
        others = torch.stack([voices(net, layer, canvas.roll(shift, 0), units) for shift in (1, 2)])
        noise = voices(net, layer, torch.rand(3, 3, 32, 32, generator=torch.Generator().manual_seed(1)), units)
        real = torch.stack(
            [voices(net, layer, image.expand(3, -1, -1, -1), units) for image in paint(100, seed=3).images]
        )
    assert (own > others).all()
    assert (own > noise).all()
    assert (own > real.quantile(0.98, dim=0)).all()


def test_feature_pictures_leave_the_network_alone(net):
    """Are weights, gradients and random numbers what they were, and is the same seed the same picture?"""
    before = {name: value.clone() for name, value in net.state_dict().items()}
    state = torch.random.get_rng_state()
    first, second = (feature_pictures(net, 2, [0, 3], steps=5) for _ in range(2))
    assert torch.equal(first, second)
    assert torch.equal(torch.random.get_rng_state(), state)
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    assert all(weights.grad is None for weights in net.parameters())
    assert not torch.equal(first, feature_pictures(net, 2, [0, 3], steps=5, seed=1))


def test_roughness_is_the_mean_squared_step():
    """Is it 0 for one colour, and by hand for a single bright pixel?"""
    flat = torch.full((1, 3, 4, 4), 0.3)
    assert roughness(flat).item() == 0
    flat[0, :, 1, 1] = 1.3
    assert roughness(flat).item() == pytest.approx(2 / 12 + 2 / 12)


def test_top_examples_are_the_loudest_ones(net):
    """Are the pictures those with the largest value anywhere in the map, at that place, loudest first?"""
    images = paint(40, seed=8).images
    maps = layers(net, images)[1]
    found = top_examples(net, images, 2, count=4)
    for unit in (0, 13, 31):
        most = maps[:, unit].amax((1, 2))
        assert found.pictures[unit].tolist() == most.argsort(descending=True, stable=True)[:4].tolist()
        for picture, row, column, value in zip(
            found.pictures[unit], found.rows[unit], found.columns[unit], found.values[unit], strict=True
        ):
            assert maps[picture, unit, row, column] == value == most[picture]
        assert [crop.shape for crop in found.crops(images, unit)] == [(3, 12, 12)] * 4


def test_what_is_seen_is_the_window_with_nothing_beyond_the_edge():
    """Is it the picture's part, black where the window hangs over, and all of the picture for late layers?"""
    image = torch.rand(3, 32, 32) + 0.1
    assert torch.equal(seen_by(image, 1, 3, 5), image[:, 4:10, 8:14])
    corner = seen_by(image, 1, 0, 0)
    assert torch.equal(corner[:, 2:, 2:], image[:, :4, :4])
    assert corner[:, :2].abs().sum() == corner[:, :, :2].abs().sum() == 0
    assert torch.equal(seen_by(image, 5, 1, 2), image)


def test_silenced_units_say_nothing_and_only_inside(net):
    """Is the answer that of weights set to zero by hand, and afterwards what it was?"""
    images = paint(20, seed=4).images
    before = predict(net, images)
    with silenced(net, 5, [3, 40]):
        inside = predict(net, images)
        assert layers(net, images)[4][:, [3, 40]].abs().sum() == 0
    features = layers(net, images)[4].mean((2, 3))
    features[:, [3, 40]] = 0
    torch.testing.assert_close(inside, net.classify(features).detach(), rtol=1e-4, atol=1e-4)
    assert torch.equal(predict(net, images), before)


def test_an_error_inside_wakes_the_units(net):
    """Do the units speak again after an error, and are units that are not there refused?"""
    images = paint(4, seed=4).images
    before = predict(net, images)
    with pytest.raises(RuntimeError, match="mine"), silenced(net, 1, [0, 1, 2]):
        raise RuntimeError("mine")
    assert torch.equal(predict(net, images), before)
    for layer, unit in ((0, 0), (6, 0), (1, 16), (5, -1)):
        with pytest.raises(IndexError, match="layers 1 to 5"), silenced(net, layer, [unit]):
            pass


def test_answers_are_counted(net):
    """Do rows sum to 1, and is a network of nothing but silence of one opinion?"""
    pictures = paint(60, seed=4)
    table = answers(net, pictures, 1, [])
    torch.testing.assert_close(table.sum(1), torch.ones(3))
    right = (predict(net, pictures.images).argmax(1) == pictures.labels).float()
    assert table.diag().mean().item() == pytest.approx(
        torch.stack([right[pictures.labels == kind].mean() for kind in range(3)]).mean().item()
    )
    assert answers(net, pictures, 5, range(64)).amax(1).tolist() == [1, 1, 1]


def test_a_control_silences_as_many_others(net):
    """Is the control none of the units themselves, and refused where there are not enough others?"""
    pictures = paint(30, seed=4)
    result = fall(net, pictures, 3, [1, 2, 3], draws=2)
    assert result.before.shape == result.silenced.shape == result.control.shape == (3, 3)
    with pytest.raises(ValueError, match="no control"):
        fall(net, pictures, 1, range(9))
