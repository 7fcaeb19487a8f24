"""How fast matrices are multiplied: are rates, shares and published peaks what they say?"""

import time

import pytest
import torch

from helpers.training import rates


def test_a_rate_is_operations_by_seconds():
    """Is the best rate at least what a plain clock around the same product finds, within a factor that noise allows?"""
    rate = rates.rate(128, "float32", seconds=0.02)
    a = torch.ones(128, 128)
    slowest, started = 0.0, time.perf_counter()
    for _ in range(20):
        a @ a
    slowest = 20 * 2 * 128**3 / (time.perf_counter() - started)
    assert rate > 0.5 * slowest
    assert rate < 1e15


def test_each_kind_and_size_has_a_rate():
    """Is there a positive number for each, and does a tiny product stay far below the best?"""
    table = rates.measure(seconds=0.005)
    assert list(table) == rates.kinds("cpu")
    assert all(list(row) == list(rates.SIZES["cpu"]) for row in table.values())
    assert all(rate > 0 for row in table.values() for rate in row.values())
    assert table["float32"][16] < 0.5 * max(table["float32"].values())


def test_measuring_leaves_torchs_precision_alone():
    """Is torch's setting for products of float32 as before?"""
    before = torch.get_float32_matmul_precision()
    rates.rate(16, "tf32", seconds=0.001)
    assert torch.get_float32_matmul_precision() == before


def test_measuring_draws_nothing_of_the_notebooks():
    """Is the next random number what it would have been, on a machine that knows more kinds of numbers as well?"""
    torch.manual_seed(0)
    expected = torch.rand(1)
    torch.manual_seed(0)
    rates.measure("cpu", seconds=0.001)
    assert torch.rand(1) == expected


def test_shares_compare_with_the_peak_or_with_the_best():
    """Where a peak is given, is it the measure, and else the best of the row?"""
    table = {"float64": {16: 1e9, 64: 4e9}, "float32": {16: 2e9, 64: 8e9}}
    assert torch.allclose(rates.shares(table, {"float32": 16e9}), torch.tensor([[0.25, 1.0], [0.125, 0.5]]))


def test_faster_is_against_float32_on_the_cpu():
    """Is every kind set beside the CPU's float32 of the same size, or of its largest?"""
    there = {"bfloat16": {32: 1.0, 64: 50.0, 8192: 900.0}}
    assert rates.faster(there, {16: 1.0, 64: 2.0}) == {"bfloat16": {64: 25.0, 8192: 450.0}}
    now = {"float32": {64: rates.rate(64, "float32")}}
    (times,) = rates.faster(now, rates.measure()["float32"])["float32"].values()
    assert 0.1 < times < 10  # the CPU against itself, on a machine with other work


def test_what_is_kept_is_what_a_gpu_was_measured_at():
    """Has the stored table a rate for all that a GPU is asked, none above its published peak?"""
    table, name = rates.recorded()
    peaks = rates.published(name)
    assert {kind: tuple(row) for kind, row in table.items()} == dict.fromkeys(peaks, rates.SIZES["cuda"])
    assert 0 < rates.shares(table, peaks).min() < rates.shares(table, peaks).max() < 1


@pytest.mark.parametrize(
    ("name", "card"),
    [
        ("NVIDIA H100 80GB HBM3", "H100"),
        ("NVIDIA A100-SXM4-40GB", "A100"),
        ("Tesla T4", "T4"),
        ("NVIDIA GeForce GT400", None),
        ("CPU (2 cores)", None),
    ],
)
def test_a_cards_name_finds_its_peak(name, card):
    """Is the data sheet found by the name that torch reports, and no other card taken for it?"""
    expected = {kind: 1e12 * peak for kind, peak in rates.PUBLISHED.get(card, {}).items()}
    assert rates.published(name) == expected
