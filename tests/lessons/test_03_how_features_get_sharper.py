"""Lesson 03: is every trained figure that the reader sees within the interval that was measured over seeds?"""

import re
from itertools import pairwise

from shown import find, numbers, percents

from helpers.authoring.minutes import core_minutes
from helpers.authoring.reader import read
from helpers.insight import ladder

LESSON = "03_how_features_get_sharper"
FIVE, RANDOM, SHUFFLED = "five layers", "random weights", "shuffled labels"


def mean(kind: str, group: str, by: str = "probes") -> list[float]:
    """Stored: the mean AUC over seeds, layer by layer."""
    return ladder.selectivity(kind, by)[group].mean(0).tolist()


def test_edges_early_and_then_forgotten():
    """Stored, best single unit, every seed: edges best in the first two layers, then falling further than at random?"""
    trained, chance = ladder.selectivity(FIVE, "units")["edges"], ladder.selectivity(RANDOM, "units")["edges"]
    assert (trained.argmax(1) <= 1).all()
    assert (trained[:, 0] - trained[:, -1]).min() > 0.12
    assert (trained[:, 0] - trained[:, -1]).min() > (chance[:, 0] - chance[:, -1]).max()


def test_parts_late():
    """Stored, best single unit: do parts rise to the last layer, and stay far lower in both controls, in every seed?"""
    trained = ladder.selectivity(FIVE, "units")["parts"]
    assert (trained.argmax(1) == 4).all()
    for control in (RANDOM, SHUFFLED):
        assert (trained[:, -1] - ladder.selectivity(control, "units")["parts"][:, -1]).min() > 0.05


def test_no_rung_of_textures():
    """Stored: is no trained unit nearest to a texture or a curve, but for one in a hundred at most?"""
    named = ladder.named(FIVE)
    assert (named["textures"] + named["curves"]).max() <= 0.02


def test_from_a_whole_layer_random_kernels_read_edges_nearly_as_well():
    """Stored, whole layers: are trained and random within five hundredths for edges, and a tenth apart for parts?"""
    assert max(abs(a - b) for a, b in zip(mean(FIVE, "edges"), mean(RANDOM, "edges"), strict=True)) < 0.05
    assert mean(FIVE, "parts")[-1] - mean(RANDOM, "parts")[-1] > 0.1


def test_a_slope_not_a_wall():
    """Stored: do parts rise by small steps with depth, while accuracy falls from 97 to about 85 and 52 percent?"""
    depths = ("one layer", "two layers", "three layers", FIVE)
    parts = [mean(name, "parts")[-1] for name in depths]
    assert all(0.01 < deeper - shallower < 0.10 for shallower, deeper in pairwise(parts))
    accuracy = [sum(ladder.accuracies()[name]) / 3 for name in depths]
    for measured, said in zip(accuracy, (0.52, 0.85, 0.97, 0.97), strict=True):
        assert abs(measured - said) < 0.03
    by_hand = [sum(ladder.accuracies()[name]) / 3 for name in ladder.HAND_MADE]
    for measured, told in zip(by_hand, (0.57, 0.76), strict=True):
        assert abs(measured - told) < 0.02


def test_the_readers_own_ladder(outputs):
    """Does the network trained in the notebook see cats, with edges early and parts late in its units?"""
    assert percents(find(outputs, "of new pictures right after"))[0] >= 0.95
    rows = find(outputs, "yours: edges").splitlines()
    edges, *_, parts = (numbers(row, r"(0\.\d\d)") for row in rows)
    assert max(edges[:2]) == max(edges)
    assert edges[0] - edges[-1] > 0.1
    assert max(parts) == parts[-1]


def test_eye_ears_whiskers_are_a_sum_with_a_ceiling(outputs):
    """Do single parts add, pairs take something away, and do cats stay cats without whiskers?"""
    whole, no_whiskers, none = percents(find(outputs, "with all three").split("with all three")[1])[:3]
    assert whole > 0.95
    assert no_whiskers > 0.85
    assert 0.2 < none < 0.4
    text = find(outputs, "eyes and ears and whiskers")
    rows = re.findall(r"^(.+?) +([+-]\d\.\d\d) +in three others: (.+)$", text, re.MULTILINE)
    effects = {name: [float(here), *map(float, others.split())] for name, here, others in rows}
    assert all(min(effects[part]) > 0.3 for part in ("eyes", "ears", "whiskers"))
    pairs = {name: values for name, values in effects.items() if name.count(" and ") == 1}
    assert len(pairs) == 3
    assert all(max(values) < 0 for name, values in pairs.items() if name != "eyes and ears")
    assert max(pairs["eyes and ears"]) < 0.05
    assert min(percents(find(outputs, "still called cat").split("still called cat")[1])) > 0.25


def test_silencing_eye_units(outputs):
    """In layer 3, do fewer than half of the cats survive without the eye units, and nearly all without others?"""
    third, others, fifth, later = find(outputs, "eye units silent").splitlines()
    before, silent, control = (percents(part) for part in third.split(";"))
    assert before[0] > 0.95
    assert silent[0] < 0.5
    assert min(silent[1:] + control) > 0.95
    assert percents(fifth.split(";")[1])[0] > 0.9
    assert min(percents(others)) < 0.45  # one loses even more, one a fifth, one next to none
    assert max(percents(others)) > 0.93
    assert min(percents(later)) > 0.9


def test_with_the_readers_max_pool_nothing_changes(outputs):
    """Does the network answer with the reference's max-pool as with torch's?"""
    assert percents(find(outputs, "with your max-pool it answers")) == [1.0]


def test_the_readme_says_how_long_it_takes(root):
    """Is the README's time for this lesson its core path, rounded up to five minutes?"""
    (minutes,) = re.findall(
        rf"\({re.escape(f'notebooks/{LESSON}.ipynb')}\).*\| (\d+) minutes \|", (root / "README.md").read_text()
    )
    assert int(minutes) - 5 < core_minutes(read(root / "notebooks" / f"{LESSON}.py", root)) <= int(minutes)
