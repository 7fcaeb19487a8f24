"""Concepts and units: against plain loops, numpy and scikit-learn."""

import numpy as np
import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import jaccard_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from helpers.data.pictures import Pictures, paint
from helpers.insight.concepts import CONCEPTS, GROUPS, by_group, correlations, features, loudest, truth
from helpers.insight.dissection import dissect
from helpers.insight.maps import layers, upsample
from helpers.insight.probes import best_units, probes
from helpers.models.alexnet import MiniAlexNet
from helpers.training.stored import stored_net

SOME = ("ear", "wheel", "edge_horizontal", "body")


@pytest.fixture(scope="module")
def net():
    """The network that comes with the course."""
    return stored_net()


@pytest.fixture(scope="module")
def known():
    """Pictures with masks."""
    return paint(200, seed=61, masks=True)


@pytest.fixture(scope="module")
def fresh():
    """Other pictures with masks."""
    return paint(150, seed=62, masks=True)


def test_squares_are_counted_pixel_by_pixel(known):
    """Is a concept there exactly where four of the 64 pixels show it?"""
    found = truth(known, SOME).view(200, 4, 4, len(SOME))
    for picture, row, column, concept in ((0, 1, 2, 0), (7, 3, 0, 1), (12, 2, 2, 2), (50, 0, 3, 3)):
        square = known.masks[SOME[concept]][picture, 8 * row : 8 * row + 8, 8 * column : 8 * column + 8]
        assert found[picture, row, column, concept] == (square.sum() >= 4)
    by_hand = sum(
        int(known.masks["ear"][:, 8 * r : 8 * r + 8, 8 * c : 8 * c + 8].flatten(1).sum(1).ge(4).sum())
        for r in range(4) for c in range(4)
    )  # fmt: skip
    assert found[..., 0].sum() == by_hand > 0


def test_features_are_those_of_the_square(net, known):
    """Are mean and largest value of a square those of the part of the map that lies in it?"""
    maps = layers(net, known.images[:3])[0]  # (3, 16, 16, 16)
    table = features(maps, 4).view(3, 4, 4, 32)
    part = maps[1, :, 4:8, 12:16]
    torch.testing.assert_close(table[1, 1, 3, :16], part.mean((1, 2)))
    torch.testing.assert_close(table[1, 1, 3, 16:], part.amax((1, 2)))
    assert torch.equal(loudest(maps, 4).view(3, 4, 4, 16)[1, 1, 3], part.amax((1, 2)))


def test_correlations_are_numpys(net, known):
    """Is the correlation of a unit and a concept numpy's?"""
    found = correlations(net, known, SOME)
    values = loudest(layers(net, known.images)[2], 4)
    there = truth(known, SOME).float()
    for unit, concept in ((0, 0), (17, 1), (63, 3)):
        expected = np.corrcoef(values[:, unit], there[:, concept])[0, 1]
        assert found[2][unit, concept] == pytest.approx(np.nan_to_num(expected), abs=1e-4)


def test_an_overlap_is_what_a_loop_counts(net, known):
    """Are thresholds numpy's quantiles, and overlaps sklearn's Jaccard score over all pixels?"""
    found = dissect(net, known, 0.97, SOME)
    for layer, unit, concept in ((0, 3, 2), (2, 40, 0), (4, 11, 1)):
        maps = layers(net, known.images)[layer][:, [unit]]
        threshold = np.quantile(maps.numpy(), 0.97)
        assert found[layer].thresholds[unit] == pytest.approx(threshold, abs=1e-4)
        loud = (upsample(maps)[:, 0] > found[layer].thresholds[unit]).flatten()
        score = jaccard_score(known.masks[SOME[concept]].flatten(), loud, zero_division=0)
        assert found[layer].overlap[unit, concept] == pytest.approx(score, abs=1e-4)


def test_a_unit_that_is_a_mask_is_found():
    """Has a network whose maps are the masks themselves an overlap of 1 with them, and the right names?"""
    pictures = paint(60, seed=63, masks=True)

    class Painted(torch.nn.Module):
        """Says 1 where an ear, and where a body is: the pictures it is given are ignored."""

        def __init__(self):
            super().__init__()
            self.scale = torch.nn.Parameter(torch.ones(1))
            self.blocks = [lambda _: torch.stack([pictures.masks["body"], pictures.masks["ear"]], 1).float()]

    (found,) = dissect(Painted(), pictures, loud=0.5, concepts=("ear", "body"))
    assert found.names == ["body", "ear"]
    assert found.best.tolist() == pytest.approx([1, 1])
    assert found.units_of("ear") == [1]
    (both,) = correlations(Painted(), pictures, ("ear", "body"))
    assert both[1, 0] > 0.8


def test_pictures_without_masks_are_refused(net):
    """Is it said what to do about pictures without masks?"""
    with pytest.raises(ValueError, match="masks=True"):
        dissect(net, paint(3, seed=1))
    with pytest.raises(ValueError, match="masks=True"):
        truth(paint(3, seed=1))


def test_a_probe_finds_about_what_logistic_regression_finds(net, known, fresh):
    """Is the AUC of a probe within .03 of scikit-learn's logistic regression on the same numbers?"""
    found = probes(net, known, fresh, SOME)
    for layer in (0, 4):
        seen, new = (features(layers(net, part.images)[layer], 4) for part in (known, fresh))
        there, answers = truth(known, SOME), truth(fresh, SOME)
        for concept, name in enumerate(SOME):
            cut = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=500)).fit(seen, there[:, concept])
            other = roc_auc_score(answers[:, concept], cut.decision_function(new))
            assert found[name][layer] == pytest.approx(other, abs=0.03), name


def test_a_probe_of_noise_finds_nothing(net, known, fresh):
    """Is the AUC about one half where masks were thrown by dice?"""
    draw = torch.Generator().manual_seed(3)
    thrown = [
        Pictures(part.images, part.labels, {"spots": torch.rand(len(part), 32, 32, generator=draw) < 0.04})
        for part in (known, fresh)
    ]
    assert all(0.44 < score < 0.56 for score in probes(net, *thrown, ("spots",))["spots"])


def test_a_concept_that_is_nowhere_has_no_score(net, known, fresh):
    """Is the score nan where there is nothing to find?"""
    nowhere = Pictures(fresh.images, fresh.labels, {"ear": torch.zeros(len(fresh), 32, 32, dtype=torch.bool)})
    assert all(np.isnan(score) for score in probes(net, known, nowhere, ("ear",))["ear"])


def test_the_best_unit_is_chosen_on_the_known_pictures(net, known, fresh):
    """Is the unit the most correlated one on `known`, and its AUC scikit-learn's on `fresh`?"""
    found = best_units(net, known, fresh, SOME)
    chosen = correlations(net, known, SOME)
    for layer in range(5):
        unit, score = found["wheel"][layer]
        assert chosen[layer][unit, 1].item() == pytest.approx(chosen[layer][:, 1].max().item(), abs=1e-4)
        values = loudest(layers(net, fresh.images)[layer], 4)[:, unit]
        assert score == pytest.approx(roc_auc_score(truth(fresh, SOME)[:, 1], values), abs=1e-4)


def test_a_trained_network_knows_parts_that_a_random_one_does_not(net, known, fresh):
    """Do parts decode better from the last layer of the trained network than from the same layer of a random one?"""
    torch.manual_seed(0)
    trained, random = (by_group(probes(any_net, known, fresh))["parts"] for any_net in (net, MiniAlexNet().eval()))
    assert trained[-1] > random[-1] + 0.05


def test_groups_are_means_of_what_is_there():
    """Does a group average its concepts, and is one without any left out?"""
    assert by_group({"stripes": [1.0, 0.5], "spots": [0.5, 0.5], "curve": [0.25, 1.0]}) == {
        "textures": [0.75, 0.5],
        "curves": [0.25, 1.0],
    }
    assert len(set(CONCEPTS)) == len(CONCEPTS) == sum(map(len, GROUPS.values()))
