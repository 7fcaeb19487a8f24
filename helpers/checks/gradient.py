"""The gradient through a student's function, as plain data."""

import torch
from torch import Tensor

from .failure import CheckFailed
from .plain import describe

PROPERTY = "a gradient should flow from the result back to the input"
HINT = "is there an .item(), a .detach(), a NumPy call or no_grad on the way?"


def gradient(f, x, wrt: int = 0, hint: str = HINT) -> Tensor:
    """The gradient of f(x).sum() with respect to one argument, detached and on the CPU.

    f: a function of tensors that returns a tensor. x: its only argument, or a tuple of all of them.
    wrt: which argument, a floating-point tensor; the result has its shape.
    Raises CheckFailed where no gradient arrives, TypeError where that argument has none; errors of f pass through.
    """
    arguments = list(x) if isinstance(x, tuple) else [x]
    if not isinstance(arguments[wrt], Tensor) or not arguments[wrt].is_floating_point():
        raise TypeError(f"argument {wrt} is no floating-point tensor: it has no gradient")
    leaf = arguments[wrt].detach().clone().requires_grad_()
    with torch.enable_grad():
        arguments[wrt] = leaf.clone()  # a leaf must not be changed in place; the student's function may do so
        return _backward(f(*arguments), leaf, hint).detach().cpu()


def _backward(result, leaf: Tensor, hint: str) -> Tensor:
    if not issubclass(type(result), Tensor):
        raise CheckFailed(f"{PROPERTY}, but the result is {describe(result)}, not a tensor", hint)
    if not result.requires_grad:
        raise CheckFailed(f"{PROPERTY}, but the result does not depend on it or was detached", hint)
    try:
        (found,) = torch.autograd.grad(result.sum(), leaf, allow_unused=True)
    except RuntimeError as error:
        raise CheckFailed(f"{PROPERTY}, but torch cannot differentiate it", hint, str(error)) from error
    if found is None:
        raise CheckFailed(f"{PROPERTY}, but the result does not depend on it or was detached", hint)
    return found
