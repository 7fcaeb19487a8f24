"""Lesson 01: is every trained figure that the reader sees within the interval that was measured over seeds?"""

import re

from shown import find, percents

from helpers.authoring.minutes import core_minutes
from helpers.authoring.reader import read
from helpers.training import trifecta

LESSON = "01_the_2012_moment"


def test_mini_alexnet_sees_cats(outputs):
    """Is the held-out accuracy that the reader finds what five fresh seeds gave?"""
    (accuracy,) = percents(find(outputs, "of new pictures right"))
    assert 0.955 <= accuracy <= 1


def test_all_three_ingredients_are_needed(outputs):
    """Does the reader's table show the same contrast as the three stored seeds?"""
    all_three, best_other = percents(find(outputs, "With all three").split("With all three")[1])[:2]
    assert all_three >= 0.95
    assert 0.5 <= best_other <= 0.66  # "more than half"


def test_the_ingredients_need_each_other(outputs):
    """Are the contrasts of the reader's table and of the stored ones as the prose says: above zero in every seed?"""
    values = [float(value) for value in re.findall(r"[+-]\d\.\d\d", find(outputs, "three stored seeds"))]
    assert len(values) == 1 + len(trifecta.SEEDS)
    assert all(0.05 <= value <= 0.6 for value in values)


def test_stored_seeds_hold_what_the_lesson_says():
    """Do all three ingredients reach 95 % in each stored seed, and no other corner come within 30 points?"""
    tables = trifecta.tables()
    all_three, others = tables[:, 1, 1, 1], tables.flatten(1)[:, :-1]
    assert all_three.min() >= 0.95
    assert (all_three - others.max(1).values).min() >= 0.3
    assert 0.5 <= tables[:, 0, 1, 1].min() <= tables[:, 0, 1, 1].max() <= 0.66  # "more than half"


def test_shallow_controls_stay_far_behind(outputs):
    """Is a layer with as many weights, or as wide a view, far from five layers in every seed, and shown so?"""
    reached = trifecta.controls()
    five = min(reached.pop("five layers"))
    assert all(max(values) < five - 0.15 for values in reached.values())
    assert "five layers" in find(outputs, "one layer, as many weights")


def test_a_table_needs_no_network(outputs):
    """Are the linear model and the network within two points of each other on the table of tumours?"""
    linear, _, _, network, _, _ = percents(find(outputs, "two layers:"))
    assert abs(linear - network) < 0.02


def test_the_readme_says_how_long_it_takes(root):
    """Is the README's time for this lesson its core path, rounded up to five minutes?"""
    (minutes,) = re.findall(
        rf"\({re.escape(f'notebooks/{LESSON}.ipynb')}\).*\| (\d+) minutes \|", (root / "README.md").read_text()
    )
    assert int(minutes) - 5 < core_minutes(read(root / "notebooks" / f"{LESSON}.py", root)) <= int(minutes)
