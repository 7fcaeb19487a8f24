"""The stored ladder: complete, fair, and the same as what is measured now."""

import pytest
import torch

from helpers.insight import ladder
from helpers.insight.concepts import CONCEPTS, GROUPS
from helpers.models.alexnet import count_parameters, receptive_field
from helpers.training import trifecta


def test_everything_is_stored():
    """Is each network there with each seed, with an AUC in [0, 1] for every concept and layer?"""
    rows = ladder.read()
    assert set(rows) == {key for key, _ in ladder.jobs()}
    for key, row in rows.items():
        if key.startswith(ladder.REASONS):
            continue
        assert 0 <= row["accuracy"] <= 1
        if not key.startswith(tuple(ladder.HAND_MADE)):
            assert set(row["probes"]) == set(row["units"]) == set(CONCEPTS)
            assert all(0 <= value <= 1 for values in row["probes"].values() for value in values)
    assert ladder.selectivity()["parts"].shape == (len(ladder.SEEDS), 5)


def test_reasons_are_stored_for_every_seed():
    """Are there eight mixtures of parts, their effects, and what falls with the eye units, each seed's own?"""
    seeds = len(ladder.SEEDS)
    assert ladder.mixtures().shape == (seeds, 2, 2, 2)
    assert ladder.mixtures()[:, 1, 1, 1].min() > 0.9  # with all its parts a cat is a cat
    assert list(ladder.interplay())[-1] == "eye and ear and whiskers"
    for layer in (3, 5):
        found = ladder.silence(layer)
        assert all(share.shape == (seeds, 3) for share in found.values())
        assert found["before"].min() > 0.9


def test_shares_of_named_units_add_up():
    """Does every unit belong to one group?"""
    for kind in ("five layers", "random weights", "three layers"):
        total = sum(ladder.named(kind).values())
        torch.testing.assert_close(total, torch.ones_like(total))


def test_no_seed_was_drawn_before():
    """Are the pictures none that the course learns from or tunes on elsewhere?"""
    used = {10 * seed + part for seed in ladder.SEEDS for part in range(4)}
    assert not used & {2 * seed + part for seed in trifecta.SEEDS for part in (0, 1)}
    assert len(used) == 4 * len(ladder.SEEDS)


def test_shallow_controls_are_matched():
    """Has one as many parameters as five layers, within 1 %, and sees the other as wide a window?"""
    five = count_parameters(ladder.NETS["five layers"]())
    assert count_parameters(ladder.NETS["one layer, as many weights"]()) == pytest.approx(five, rel=0.01)
    block = ladder.NETS["one layer, as wide a view"]().blocks[0]
    assert block[0].kernel_size[0] + block[0].stride[0] == receptive_field()[0]


def test_a_stored_row_is_measured_again():
    """Does the random network of the first seed have the AUCs that are stored?"""
    stored = ladder.read()[f"random weights {ladder.SEEDS[0]}"]
    here = ladder.measure("random weights", ladder.SEEDS[0])
    for name in CONCEPTS:
        assert here["probes"][name] == pytest.approx(stored["probes"][name], abs=0.01), name
        assert here["units"][name] == pytest.approx(stored["units"][name], abs=0.02), name
    assert here["detectors"] == pytest.approx(stored["detectors"], abs=2)


def test_labels_are_shuffled_for_the_control_alone(monkeypatch):
    """Does only the control learn from labels that are not those of the pictures, each as often as before?"""
    learned = {}

    def note(net, images, labels, **_):
        learned[len(learned)] = labels
        return type("Run", (), {"model": net})

    monkeypatch.setattr(ladder, "LEARN", 90)
    monkeypatch.setattr(ladder, "train", note)
    ladder.pictures.cache_clear()
    truth = ladder.pictures(5)["learn"].labels
    ladder.prepared("five layers", 5)
    ladder.prepared("shuffled labels", 5)
    ladder.pictures.cache_clear()
    assert torch.equal(learned[0], truth)
    assert not torch.equal(learned[1], truth)
    assert torch.equal(learned[1].bincount(), truth.bincount())


def test_edges_come_early_and_parts_late():
    """Is the lesson's claim what is stored: edges peak by layer 2, parts at 4 or 5, well above random weights?"""
    trained, random = ladder.selectivity("five layers"), ladder.selectivity("random weights")
    assert ladder.peak(trained["edges"]) <= 2
    assert ladder.peak(trained["parts"]) >= 4
    assert trained["parts"].mean(0).max() - random["parts"].mean(0).max() >= 0.08
    assert trained["edges"].mean(0)[4] < random["edges"].mean(0)[4] + 0.01
    assert list(trained) == list(GROUPS)


def test_a_peak_is_a_layer_counted_from_one():
    """Is it the place of the largest mean?"""
    assert ladder.peak(torch.tensor([[0.1, 0.9, 0.2], [0.1, 0.5, 0.8]])) == 2
    assert ladder.peak(torch.tensor([0.1, 0.2, 0.9])) == 3
