"""Is a prediction set beside the measurement, however it was written?"""

import numpy as np
import pytest
import torch

from helpers.checks import compare

OPTIONS = "50 %|75 %|over 98 %: all of it"


def line(capsys, *answer, **measured):
    compare(*answer, **measured)
    return capsys.readouterr().out


@pytest.mark.parametrize("prediction", ["B", "b", " b ", "B.", "b)", "75 %", "75%"])
@pytest.mark.parametrize("sure", [3, "3", 3.0, " 3"])
def test_any_way_of_writing_b_is_b(capsys, prediction, sure):
    """Are case, spaces and the option's own text accepted?"""
    assert line(capsys, prediction, sure, measured="C", options=OPTIONS) == "you said B, sure 3; measured C\n"


@pytest.mark.parametrize("prediction", ["?", "", " ? ", None])
def test_without_a_prediction_it_runs_too(capsys, prediction):
    """Does the demo run unanswered?"""
    assert line(capsys, prediction, 1, measured="C", options=OPTIONS) == "you have not predicted yet; measured C\n"


def test_what_is_no_option_is_said(capsys):
    """Is a letter that does not exist named instead of stopping the notebook, and a strange `sure` left out?"""
    assert line(capsys, "Q", 1, measured="A", options=OPTIONS) == "'Q' is none of A, B, C; measured A\n"
    for sure in (0, 7, "very", None, [1]):
        assert line(capsys, "a", sure, measured="a", options=["x", "y"]) == "you said A; measured A\n"


@pytest.mark.parametrize(
    ("measured", "letter"),
    [(0.52, "A"), (0.74, "B"), (74, "B"), (np.float64(0.9), "C"), (torch.tensor(0.4), "A"), (1, "C")],
)
def test_a_number_stands_for_the_nearest_option(capsys, measured, letter):
    """Is a measured share, or a percentage, put to the nearest option?"""
    assert line(capsys, "?", 1, measured=measured, options=OPTIONS).endswith(f"measured {letter}\n")


@pytest.mark.parametrize(("measured", "letter"), [(0.4, "A"), (1100, "B"), (2e6, "C"), (-2, "A")])
def test_options_may_be_any_numbers(capsys, measured, letter):
    """Are thousands and signs read as people write them?"""
    options = ["−0.5 s", "about 1,000 s", "1,000,000 s"]
    assert line(capsys, "?", 1, measured=measured, options=options).endswith(f"measured {letter}\n")


def test_a_measurement_that_is_no_option_is_the_authors_mistake():
    """Does a letter that does not exist, or a number among words, stop the build?"""
    with pytest.raises(ValueError, match="none of the options"):
        compare("A", 1, measured="D", options=OPTIONS)
    with pytest.raises(ValueError, match="no number"):
        compare("A", 1, measured=3, options="yes|no")
    with pytest.raises(ValueError, match="no number"):
        compare("A", 1, measured=3)
