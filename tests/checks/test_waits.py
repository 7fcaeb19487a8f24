"""Do demos wait for exercises, and only for those?"""

import pytest
import torch

from helpers.checks import waits_for


def conv2d(x):
    raise NotImplementedError()


def helper(x):
    return conv2d(x)


def wait(capsys, names, block):
    with waits_for(*names):
        block()
    return capsys.readouterr().out


def test_a_stub_is_waited_for(capsys):
    """Is an unsolved exercise named, however deep it is called?"""
    line = "This waits for the exercise conv2d; the rest of the notebook runs.\n"
    assert wait(capsys, ["conv2d"], lambda: conv2d(1)) == line
    assert wait(capsys, ["softmax", "conv2d"], lambda: helper(1)) == line
    assert "softmax or pool;" in wait(capsys, ["softmax", "pool"], lambda: helper(1))


def test_a_missing_name_is_waited_for(capsys):
    """Is a cell that was never run waited for, by the exercise's name?"""
    said = wait(capsys, ["cross-entropy"], lambda: cross_entropy(1))  # noqa: F821
    assert said == "This waits for the exercise cross-entropy; the rest of the notebook runs.\n"


def test_a_solved_exercise_is_not_waited_for(capsys):
    """Does the block run silently where everything is there?"""
    assert wait(capsys, ["conv2d"], lambda: print("ran")) == "ran\n"


@pytest.mark.parametrize(
    ("error", "block"),
    [
        (NameError, lambda: unknown),  # noqa: F821
        (ZeroDivisionError, lambda: 1 / 0),
        (NotImplementedError, lambda: torch.zeros(2, device="meta").to_sparse().item()),
        (KeyboardInterrupt, lambda: (_ for _ in ()).throw(KeyboardInterrupt)),
    ],
)
def test_other_errors_pass_through(error, block):
    """Does the student see every error that is theirs, and torch's own NotImplementedError?"""
    with pytest.raises(error), waits_for("conv2d"):
        block()
