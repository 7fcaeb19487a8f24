"""The bar for what takes longer than two seconds."""

import os
import subprocess
import sys

import pytest

from helpers import progress
from helpers.data.pictures import paint


def test_painting_many_pictures_shows_how_far_it_is(capsys, monkeypatch):
    """Does a bar go from the first picture to the last, on stdout, and wipe itself out?"""
    bar = progress.tqdm
    monkeypatch.setattr(progress, "tqdm", lambda **options: bar(**options | {"delay": 1e-9, "mininterval": 0}))
    paint(60, seed=1)
    out, err = capsys.readouterr()
    assert err == ""
    assert "painting:" in out
    assert "/60 [" in out
    assert out.endswith(" \r")


def test_what_is_quick_shows_no_bar(capsys):
    """And is nothing printed where it takes less than two seconds?"""
    paint(4, seed=1)
    assert capsys.readouterr() == ("", "")


def test_a_bar_can_be_left_out(capsys):
    """Is there none where nobody wants it?"""
    with progress.progress_bar(3, "counting", "step", wanted=False) as bar:
        bar.update(3)
        assert bar.disable
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("value", "bars"), [("1", "True"), ("", "False")])
def test_the_environment_can_leave_bars_out(value, bars):
    """And none in a process that was started with TQDM_DISABLE=1?"""
    code = "from helpers.progress import progress_bar; print(progress_bar(3, 'counting', 'step').disable)"
    environment = {**os.environ, "TQDM_DISABLE": value}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == bars
