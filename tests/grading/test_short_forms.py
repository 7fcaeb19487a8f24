"""A short form of what `make attacks` and `make accidents` try in full."""

import json
import subprocess
import sys

import pytest

from tests.accidents.kinds import ACCIDENTS
from tests.accidents.run import run

FEW = [
    *("warns_in_every_call", "progress_bar", "cell_duplicated", "stub_pasted_below_the_answer", "every_check_deleted"),
    *("answer_became_markdown", "ids_and_metadata_lost", "cells_reordered", "renamed_by_the_browser", "stray_pip_line"),
    *("saved_by_colab", "windows_line_ends", "one_exercise_kills_the_kernel", "a_cell_exits", "file_is_cut_off"),
]


@pytest.mark.timeout(600)
def test_honest_accidents_cost_nothing(root, tmp_path):
    """Does the right solution keep every mark, or read the named reason, however its notebook comes in?"""
    assert {kind.name for kind in ACCIDENTS} >= set(FEW)
    assert {name: wrong for name, wrong in run(root, tmp_path / "course", FEW).items() if wrong} == {}


@pytest.mark.timeout(900)
def test_attacks_come_to_nothing(root):
    """Do some two dozen attacks of all classes run, and forge, leak, tamper, escape and stop nothing?"""
    command = [sys.executable, "-m", "tests.attacks", "--short"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["ran"] == found["attacks"] >= 20, done.stdout + done.stderr[-3000:]
    wins = {key: found[key] for key in ("forged", "leaked", "tampered", "escaped", "stopped")}
    assert not any(wins.values()), done.stdout
