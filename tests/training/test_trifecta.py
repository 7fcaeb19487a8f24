"""The stored experiment: complete, and the same as what is measured now."""

from itertools import product

import pytest
import torch

from helpers.training import trifecta


def test_everything_is_stored():
    """Is each combination of data, compute, depth and seed there, and each control, with a share of pictures?"""
    rows = trifecta.read()
    assert set(rows) == {name for name, _ in trifecta.jobs()}
    assert all(0 <= accuracy <= 1 for accuracy in rows.values())


def test_tables_are_the_corners_of_the_grid():
    """Does the 2 × 2 × 2 table hold the least and the most of each ingredient?"""
    rows, tables = trifecta.read(), trifecta.tables()
    for at, seed in enumerate(trifecta.SEEDS):
        for d, c, l in product((0, 1), repeat=3):  # noqa: E741
            name = trifecta.key(trifecta.DATA[-d], trifecta.COMPUTE[-c], trifecta.DEPTH[-l], seed)
            assert tables[at, d, c, l] == pytest.approx(rows[name])


def test_a_stored_accuracy_can_be_measured_again():
    """Does training one cell of the grid anew give what is stored, up to rounding on another machine?"""
    seed, amount = trifecta.SEEDS[0], (2_500, trifecta.COMPUTE[1], 2)
    here = trifecta.run_job(seed, amount)
    assert here == pytest.approx(trifecta.read()[trifecta.key(*amount, seed)], abs=0.08)


def test_measured_corners_are_not_trained_again(monkeypatch):
    """Does a table trust what was measured already, and train the seven others?"""
    trained = []
    monkeypatch.setattr(trifecta, "reach", lambda world, fresh, *amount: trained.append(amount) or 0.25)
    table = trifecta.measure(None, None, done={(1, 1, 1): 0.9})
    assert table[1, 1, 1] == pytest.approx(0.9)
    assert len(trained) == 7
    assert torch.equal(table.flatten()[:-1], torch.full((7,), 0.25))
