"""The stored experiments on depth: complete, fair, and the same as what is measured now."""

import pytest
import torch

from helpers.models.mlp import mlp
from helpers.training import depth


def test_everything_is_stored():
    """Is each experiment there, with a number for each seed?"""
    rows = depth.read()
    assert set(rows) == {key for key, _ in depth.jobs()}
    assert all(len(row["reached"]) == len(depth.FRESH) for row in rows.values() if "reached" in row)
    assert all(0 <= share <= 1 for net in depth.trainable().values() for part in net.values() for share in part)
    assert depth.unfolded()["trained"].shape == (len(depth.unfolding.SEEDS), 5)


@pytest.mark.parametrize("task", depth.TASKS)
def test_every_depth_has_as_many_parameters(task):
    """Do torch's own layers of the four networks have as many parameters as the shallow one, within two percent?"""
    counts = []
    for layers in (1, 2, 3, 4):
        inputs, outputs = depth.ends(task)
        net = mlp([inputs, *depth.hidden(task, layers), outputs])
        counts.append(sum(p.numel() for p in net.parameters()))
        assert counts[-1] == depth.parameters(task, layers)
    assert all(abs(count / counts[0] - 1) <= 0.02 for count in counts)


def test_no_seed_judges_that_chose_a_rate():
    """Are tuning seeds and fresh seeds apart, also in the data that they draw?"""

    assert not set(depth.TUNING) & set(depth.FRESH)
    assert 0 not in depth.FRESH  # the data on which rates are chosen


def test_a_stored_share_of_failures_is_measured_again():
    """Do as many of the first 20 starts miss the corner now as are stored, up to one on another machine?"""
    stored = depth.trainable()["1 × 2"]
    here = depth.corners((2,), depth.STARTS[: depth.GROUP])
    assert here["failed"][0] == pytest.approx(stored["failed"][0], abs=0.1)
    assert here["flat"][0] == pytest.approx(stored["flat"][0], abs=0.1)


def test_flat_networks_have_failed():
    """Has no network that gives one value for every x learned the corner?"""
    for row in depth.trainable().values():
        assert all(flat <= failed for flat, failed in zip(row["flat"], row["failed"], strict=True))


def test_a_stored_reach_is_measured_again():
    """Does one network trained anew reach what is stored?"""
    row = depth.read()["spiral, 1¼ turns 1"]
    here = depth.reach("spiral, 1¼ turns", 1, row["rate"], depth.FRESH[0])
    assert here == pytest.approx(row["reached"][0], abs=0.03)


def test_a_score_is_what_sklearn_says():
    """Is the share of the spread explained sklearn's R²?"""
    from sklearn.metrics import r2_score

    from helpers.data.points import on_line, wave
    from helpers.training.sweep import Sweep

    data = on_line(wave, 100)
    net = Sweep([(8, 8)], 1, 1).fit(data, 100, 0.01)
    with torch.no_grad():
        assert depth.scores(net, data)[0] == pytest.approx(r2_score(data.y, net.network(0)(data.x)), abs=1e-4)
