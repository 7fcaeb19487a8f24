"""Are the numbers that we report counted right?"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score
from torch import nn

from helpers.training import accuracy, evaluate, evaluating, predict


@given(st.integers(1, 50), st.integers(1, 6), st.integers(0, 10_000))
def test_accuracy_is_scikit_learns(rows, classes, seed):
    """Is it the share that scikit-learn counts, for any logits and labels?"""
    draw = torch.Generator().manual_seed(seed)
    logits = torch.randn(rows, classes, generator=draw)
    labels = torch.randint(classes, (rows,), generator=draw)
    assert accuracy(logits, labels) == pytest.approx(accuracy_score(labels, logits.argmax(1)))


@pytest.mark.parametrize(("rows", "labels", "words"), [(3, 2, "3 rows of logits but 2 labels"), (0, 0, "no rows")])
def test_accuracy_refuses_what_has_no_answer(rows, labels, words):
    """Do different lengths, or nothing at all, raise an error that says so?"""
    with pytest.raises(ValueError, match=words):
        accuracy(torch.zeros(rows, 3), torch.zeros(labels, dtype=torch.long))


def test_a_model_is_evaluated_as_it_will_be_used():
    """Is dropout off, is the norm's running mean used and left alone, and does each part get back the mode it had?"""
    model = nn.Sequential(nn.Flatten(), nn.BatchNorm1d(12), nn.Dropout(0.5), nn.Linear(12, 3))
    model[1].eval()  # a frozen norm inside a model in training
    images, labels = torch.randn(70, 3, 2, 2), torch.randint(3, (70,))
    before = {name: values.clone() for name, values in model.state_dict().items()}
    logits = predict(model, images, batch=32)
    assert [part.training for part in model] == [True, False, True, True]
    torch.testing.assert_close(model.state_dict(), before)
    torch.testing.assert_close(logits, model[3](model[1](images.flatten(1))).detach())
    assert evaluate(model, images, labels, batch=9) == accuracy(logits, labels)


def test_the_mode_comes_back_after_an_error():
    """Is a model that could not be evaluated still in training?"""
    model = nn.Linear(2, 2)
    with pytest.raises(RuntimeError), evaluating(model):
        model(torch.zeros(1, 3))
    assert model.training
