"""Does `gradient` return what calculus says, and explain why there is none?"""

import numpy as np
import pytest
import torch

from helpers.checks import CheckFailed, expect, gradient

X = torch.tensor([[0.5, -1.0], [2.0, 3.0]])


def in_place(x):
    x *= 3
    return x**2 / 9


@pytest.mark.parametrize("f", [lambda x: x**2, torch.square, in_place, lambda x: x * x.clone()])
def test_gradient_is_the_derivative_in_any_style(f):
    """Is the gradient of the sum of x² the matrix 2x, also where x is changed in place?"""
    found = gradient(f, X)
    expect(found).close_to(2 * X)
    assert type(found) is torch.Tensor
    assert not found.requires_grad


def test_gradient_agrees_with_finite_differences():
    """Does each argument's gradient agree with NumPy's differences in float64?"""
    a, b = X.double(), torch.tensor([1.0, 2.0], dtype=torch.float64)
    found = gradient(lambda m, v: (m @ v).sin(), (a, b), wrt=1)
    step = 1e-6 * np.eye(2)
    above, below = (np.sin(a.numpy() @ (b.numpy() + sign * step).T).sum(0) for sign in (1, -1))
    expect(found).close_to((above - below) / 2e-6)


def test_what_is_given_stays_as_it_is():
    """Are the caller's tensors, and the switch for gradients, left alone?"""
    x = X.clone().requires_grad_()
    with torch.no_grad():
        gradient(in_place, x)
        assert not torch.is_grad_enabled()
    assert x.grad is None
    assert torch.equal(x, X)


@pytest.mark.parametrize(
    ("f", "words"),
    [
        (lambda x: x.detach() ** 2, "was detached"),
        (lambda x: torch.ones(2), "does not depend"),
        (lambda x: torch.ones(2, requires_grad=True) * 2, "does not depend"),
        (lambda x: x.sum().item(), "the result is a float, not a tensor"),
        (lambda x: x > 0, "does not depend"),
        (lambda x: None, "the result is None, not a tensor"),
        (lambda x: x.exp().mul_(x.exp().sin_()).sin_() if x.exp_() is None else broken(x), "cannot differentiate"),
    ],
)
def test_a_missing_gradient_is_explained(f, words):
    """Is there a reason in words where no gradient arrives?"""
    with pytest.raises(CheckFailed, match=words) as caught:
        gradient(f, X, hint="stay in torch")
    assert str(caught.value).endswith("stay in torch")


def broken(x):
    y = x.exp()
    z = y.sin()
    y += 1  # y was needed for the gradient of its sine
    return z


def test_errors_of_the_student_pass_through():
    """Does the student's own error reach the student?"""
    with pytest.raises(RuntimeError, match="Can't call numpy"):
        gradient(lambda x: x.numpy(), X)
    with pytest.raises(ZeroDivisionError):
        gradient(lambda x: 1 / 0, X)
    with pytest.raises(TypeError, match="argument 1"):
        gradient(torch.add, (X, torch.tensor(1)), wrt=1)
