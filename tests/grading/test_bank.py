"""The banks of answers in the repository: are the checks of every lesson fair?"""

import pytest

from helpers.grading.fairness import fairness


@pytest.fixture(scope="module")
def result(root):
    return fairness(root, seeds=3, mutants=False, progress=lambda *_: None)  # `make fairness` takes twenty, and mutants


@pytest.mark.timeout(600)
def test_every_answer_is_marked_as_it_deserves(result):
    """Does each right answer keep all marks, and each wrong one lose some and read its hint, over three seeds?"""
    assert result.holds, result.table()


@pytest.mark.more
@pytest.mark.timeout(1200)
def test_every_mutant_that_survives_is_explained(root):
    """Does survivors.toml say of each mistake that no check notices why it is as good as the reference?"""
    result = fairness(root, seeds=1, progress=lambda *_: None)
    counts = [exercise for lesson in result.counts.values() for exercise in lesson.values()]
    assert all(exercise["mutants_caught"] > 0 for exercise in counts)
    assert not any(exercise["survivors"] for exercise in counts), result.table()


def test_banks_are_large_enough(root):
    """Has each exercise eight wrong answers and four right ones at least, and each further one half of that?"""
    for exercise in root.glob("tests/answers/*/*"):
        text = (root / "notebooks" / f"{exercise.parent.name}.py").read_text(encoding="utf-8")
        share = 2 if f'# %% exercise="{exercise.name}" further=true' in text else 1
        assert len(list((exercise / "wrong").glob("*.py"))) >= 8 // share, exercise
        assert len(list((exercise / "right").glob("*.py"))) >= 4 // share, exercise
