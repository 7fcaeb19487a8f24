"""Is partial credit always a finite share, and does the closing line say what was seen?"""

import math
import os

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers.checks import CheckFailed, caught, credit, inputs, seen


@given(st.integers(0, 20), st.integers(1, 20), st.sampled_from([0.5, 1, 2, 3, 10]))
def test_credit_is_that_share_of_the_points(solved, planted, points):
    """Is the value a plain decimal, a built-in float, never more than the share and full only for all?"""
    share = min(solved, planted) / planted
    got = credit(share, points=points)
    assert type(got) is float
    assert "e" not in repr(got)
    assert share * points - 1e-4 <= got <= share * points + 1e-9
    assert (got == points) == (share == 1)


@pytest.mark.parametrize("half", [0.5, np.float32(0.5), torch.tensor(0.5), np.float64(0.5), np.array(0.5)])
def test_credit_takes_any_number(half):
    """Is one half one half in any style?"""
    assert repr(credit(half, points=3)) == "1.5"
    assert repr(credit(half)) == "0.5"


BAD = [
    math.nan,
    math.inf,
    -math.inf,
    -0.1,
    1.0001,
    2,
    True,
    False,
    np.True_,
    torch.tensor(True),
    "1",
    "",
    None,
    [1],
    [0.5],
    1j,
    len,
]


@pytest.mark.parametrize("share", BAD, ids=repr)
def test_credit_refuses_all_else(share):
    """Is what is no share an error, and so no points, instead of the full marks that nbgrader gives for NaN?"""
    with pytest.raises(ValueError, match=r"share|shape"):
        credit(share, points=1)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((1, 2, 1), "1 of 2 points seen; 1 is decided by hidden checks."),
        ((1, 3, 2), "1 of 3 points seen; 2 are decided by hidden checks."),
        ((0, 2, 1), "What you see here passes; 1 of 2 points is decided by hidden checks."),
        ((0, 3, 2), "What you see here passes; 2 of 3 points are decided by hidden checks."),
        ((0, 1, 1), "What you see here passes; 1 of 1 point is decided by hidden checks."),
        ((0, 2, 2, True), "2 of 2 points are decided by hidden checks, part by part."),
        ((2, 2, 0), "2 of 2 points seen."),
        ((1, 1, 0), "1 of 1 point seen."),
        ((0.5, 2.0, 1.5), "0.5 of 2 points seen; 1.5 are decided by hidden checks."),
    ],
)
def test_seen_says_what_is_decided(capsys, arguments, line):
    """Is it one line on stdout (stderr would cost all points), in good English?"""
    assert seen(*arguments) is None
    assert capsys.readouterr() == (line + "\n", "")


def refuses_negative(function):
    return function(-1.0) >= 0


def asserts_positive(function):
    assert function(-1.0) >= 0
    return np.True_


@pytest.mark.parametrize("judge", [refuses_negative, asserts_positive, lambda f: torch.tensor(f(-1.0) >= 0)])
def test_caught_counts_refusals_and_errors(judge, capsys):
    """Is a wrong function caught by False or by an error, and does the student read how many are left?"""
    wrong = [float, lambda x: -5, lambda x: 1 / 0, lambda x: None]
    assert caught(judge, wrong, hint="") == 4
    assert not capsys.readouterr().out
    assert caught(judge, [*wrong, abs], hint="try −1") == 4
    assert "4 of 5 wrong functions: try −1" in capsys.readouterr().out


def test_caught_asks_in_an_order_that_cannot_be_known(capsys):
    """Does a test that goes by which function comes first, and not by what it does, earn nothing for it?"""
    orders = set()
    for seed in range(20):
        os.environ["COURSE_SEED"] = str(seed)
        asked = []
        caught(
            lambda f, asked=asked: asked.append(f(0)) or True,
            [lambda _, n=n: n for n in range(4)],
            "",
            {},
            inputs("order"),
        )
        orders.add(tuple(asked))
    del os.environ["COURSE_SEED"]
    assert len(orders) > 10


def test_caught_blames_for_refusing_what_is_right():
    """Does refusing a right function, or saying nothing of it, end the check with that function's hint?"""
    for judge in (lambda f: False, lambda f: None, lambda f: 1 / 0):
        with pytest.raises(CheckFailed, match="that one is right"):
            caught(judge, [abs], "", {"that one is right": abs})
    with pytest.raises(NotImplementedError):
        caught(stub, [abs], "", {"that one is right": abs})


def stub(_):
    raise NotImplementedError


@pytest.mark.parametrize("verdict", [None, "wrong", "", [], True, 1, print])
def test_caught_counts_nothing_else(verdict):
    """Is None, or an empty list, no verdict?"""
    assert caught(lambda _: verdict, [abs, abs], hint="") == 0
