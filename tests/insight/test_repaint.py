"""The same cats repainted: is what is left out gone, and all else as it was?"""

import numpy as np
import pytest
import torch

from helpers.data.pictures import CLASSES, paint, render, sample
from helpers.insight.repaint import PARTS, cats, confounded, conjunction, effects, repainted
from helpers.training.metrics import predict
from helpers.training.stored import stored_net


def test_what_is_left_out_is_gone_and_the_rest_is_the_same():
    """Is the mask empty, and does the picture differ only where the part was, or its soft edge?"""
    traits = cats(30, seed=5)
    whole = render(traits, 64, masks=True)
    for part in PARTS:
        less = render(traits, 64, masks=True, without=(part,))
        assert whole.masks[part].flatten(1).any(1).all()
        assert not less.masks[part].any()
        near = torch.nn.functional.max_pool2d(whole.masks[part].float(), 17, 1, 8).bool()
        changed = (whole.images != less.images).any(1)
        assert not (changed & ~near).any()
        assert not torch.equal(whole.images, less.images)


def test_nothing_left_out_is_the_same_picture_to_the_last_bit():
    """Are pictures what they were, whatever part of others is left out?"""
    traits = sample(90, seed=2)
    assert torch.equal(render(traits).images, render(traits, without=()).images)
    assert torch.equal(paint(90, seed=2).images, render(traits).images)
    cars = traits[traits.label == 2]
    assert torch.equal(render(cars).images, render(cars, without=("eye", "ear")).images)


def test_a_part_that_is_not_painted_is_refused():
    """Is a name that is no part said so?"""
    with pytest.raises(ValueError, match="antlers"):
        render(sample(2), without=("antlers",))


def test_every_mixture_is_in_its_place():
    """Is [1, 1, 1] the whole picture, [0, 1, 1] the one without eyes, [1, 1, 0] the one without whiskers?"""
    traits = cats(5)
    found = repainted(traits)
    assert found.shape == (2, 2, 2, 5, 3, 32, 32)
    assert torch.equal(found[1, 1, 1], render(traits).images)
    assert torch.equal(found[0, 1, 1], render(traits, without=("eye",)).images)
    assert torch.equal(found[1, 1, 0], render(traits, without=("whiskers",)).images)
    assert torch.equal(found[0, 0, 1], render(traits, without=("eye", "ear")).images)


def test_cats_show_all_three_parts():
    """Are all of them cats, as many as asked for, with every part in sight?"""
    traits = cats(40, seed=3)
    assert len(traits) == 40
    assert (traits.label == CLASSES.index("cat")).all()
    masks = render(traits, 64, masks=True).masks
    assert all(masks[part].flatten(1).any(1).float().mean() > 0.95 for part in PARTS)


def test_a_sum_has_single_effects_only_and_a_conjunction_all():
    """Are the effects those of a full factorial, by least squares on numpy's own coding?"""
    along = [torch.tensor([0.0, 1.0]).view([2 if axis == a else 1 for a in range(3)]) for axis in range(3)]
    total = 1 + 2 * along[0] - 3 * along[1] + 0.5 * along[2] + torch.zeros(2, 2, 2)
    found = effects(total)
    assert [found[(axis,)].item() for axis in range(3)] == pytest.approx([2, -3, 0.5])
    assert all(abs(found[axes].item()) < 1e-6 for axes in found if len(axes) > 1)
    every = effects(along[0] * along[1] * along[2])
    assert [every[axes].item() for axes in ((0,), (0, 1), (0, 1, 2))] == pytest.approx([0.25, 0.5, 1])
    draw = torch.randn(2, 2, 2, generator=torch.Generator().manual_seed(0))
    coded = np.stack(np.meshgrid([-1, 1], [-1, 1], [-1, 1], indexing="ij"), -1).reshape(-1, 3)
    columns = {axes: coded[:, list(axes)].prod(1) for axes in effects(draw)}
    fitted = np.linalg.lstsq(np.stack(list(columns.values()), 1), draw.flatten().numpy(), rcond=None)[0]
    for (axes, effect), coefficient in zip(effects(draw).items(), fitted, strict=True):
        assert effect.item() == pytest.approx(2 ** len(axes) * coefficient, abs=1e-5)


def test_a_conjunction_is_the_networks_own_answer():
    """Are logits and shares those of the network for the repainted pictures?"""
    net, traits = stored_net(), cats(6)
    found = conjunction(net, traits)
    logits = predict(net, render(traits, without=("ear",)).images)
    torch.testing.assert_close(found.shares[1, 0, 1], logits.softmax(1)[:, 0], rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(found.logits[1, 0, 1], logits[:, 0] - logits[:, 1:].amax(1), rtol=1e-4, atol=1e-4)


def test_each_part_makes_it_more_of_a_cat():
    """Does each part raise the logit of cat on average, and do two together raise it less than their sum?"""
    found = effects(conjunction(stored_net(), cats(100, seed=1)).logits.mean(-1))
    assert all(found[(axis,)] > 0.2 for axis in range(3))
    assert all(found[axes] < 0 for axes in ((0, 1), (0, 2), (1, 2)))


def test_pictures_made_to_mislead_hold_what_their_names_say():
    """Has the dog pointed ears and whiskers, the cat neither, the car two lamps and no eyes?"""
    made = confounded()
    assert len(made) >= 4
    for name, traits in made.items():
        assert len(traits) == 1
        assert CLASSES[traits.label] == name.split()[0]
        assert render(traits, masks=True).masks["lamp" if name.startswith("car") else "ear"].any()
    assert made["dog with a cat's ears"].ears.item() == 0
    assert made["cat with a dog's ears"].ears.item() == 1
