"""Assertions that teach: they pass right answers in any style, and say in two lines what is wrong with the others."""

import numpy as np
import torch
from torch import Tensor

from .difference import anywhere, at, difference, locate, share, show
from .failure import CheckFailed
from .plain import NotNumericError, describe, is_python_number, to_tensor

# Saved at import, as in plain.
_isfinite, _isclose, _not, _sum, _to = torch.isfinite, torch.isclose, torch.logical_not, torch.sum, Tensor.to
_and, _ge, _le, _item = torch.logical_and, torch.ge, torch.le, Tensor.item


def expect(value) -> "Expectation":
    """Begin a chain of expectations about `value`: `expect(x).shape(4, 3).rows_sum_to(1, hint="which axis?")`.

    A value may be a tensor, an array, a number or nested lists; its precision, its device and whether it
    requires a gradient do not matter unless `.dtype` is asked. NaN equals nothing and no shape is broadcast.
    """
    return Expectation(value)


class Expectation:
    """What `expect` returns; each method raises CheckFailed or returns the chain, and none displays anything."""

    def __init__(self, value):
        self._value = value

    def _ipython_display_(self):
        """Nothing: nbgrader would take a displayed number for partial credit."""

    def shape(self, *sizes: int, hint: str = "follow the shape, line by line") -> "Expectation":
        """The value has this shape; `.shape()` is a single number."""
        want = tuple(sizes[0]) if sizes and not isinstance(sizes[0], int) else sizes
        words = f"the result should have shape {want}"
        got = tuple(self._tensor(words, hint).shape)
        return self._hold(got == want, words, hint, f"got {got}")

    def rows_sum_to(self, total: float, hint: str = "sum one row by hand") -> "Expectation":
        """Every row, that is every slice along the last axis, sums to `total` (within 1e-4)."""
        words = f"each row should sum to {show(total)}"
        values = self._numbers(words, hint)
        self._hold(values.ndim > 0, words, hint, "got a single number, not rows")
        sums = _sum(values, -1)
        wrong = _not(_isclose(sums, torch.full_like(sums, total), rtol=1e-4, atol=1e-4))
        if not anywhere(wrong):
            return self
        row, _ = locate(wrong)
        raise CheckFailed(words, hint, f"{_row(row)} sums to {show(_item(sums[row]))}, not {show(total)}")

    def close_to(
        self, reference, rtol: float = 1e-4, atol: float = 1e-5, hint: str = "compare one value by hand"
    ) -> "Expectation":
        """The value has the reference's shape, and its numbers differ by at most atol + rtol · |reference|.

        reference: numbers as for `expect`, or lists, tuples and dicts of them.
        """
        found = difference(self._value, reference, (rtol, atol))
        return self._hold(not found, "the result should agree with the reference", hint, found)

    def equals(self, expected, hint: str = "try the smallest example you can think of") -> "Expectation":
        """The value is the expected one: numbers to the last digit of the shorter type, or strings, lists, dicts."""
        found = difference(self._value, expected)
        return self._hold(not found, "the result should be exactly the expected one", hint, found)

    def finite(self, hint: str = "which step can overflow or divide by zero?") -> "Expectation":
        """No number is infinite or NaN."""
        words = "every number should be finite"
        got = self._numbers(words, hint)
        return self._all(_isfinite(got), got, words, hint)

    def between(
        self, low: float, high: float, hint: str = "what is the smallest and the largest it can be?"
    ) -> "Expectation":
        """Every number lies in [low, high]."""
        words = f"every number should lie between {show(low)} and {show(high)}"
        got = self._numbers(words, hint)
        return self._all(_and(_ge(got, low), _le(got, high)), got, words, hint)

    def dtype(self, dtype, hint: str = "which type does each step return?") -> "Expectation":
        """The value has this torch or NumPy dtype; a bare Python number has any of its kind."""
        want = dtype if isinstance(dtype, torch.dtype) else getattr(torch, np.dtype(dtype).name)
        words = f"the result should have the type {_name(want)}"
        got = self._tensor(words, hint).dtype
        same = _kind(got) == _kind(want) if is_python_number(self._value) else got == want
        return self._hold(same, words, hint, f"got {_name(got)}")

    def is_true(self, hint: str = "try it on an example whose answer you know") -> "Expectation":
        """The value is True: Python's, NumPy's or a tensor's, or the integer 1."""
        words = "the result should be True"
        got = self._tensor(words, hint)
        self._hold(got.ndim == 0, words, hint, f"got shape {tuple(got.shape)}, not one truth value")
        true = _kind(got.dtype) in ("truth value", "integer") and _item(got) == 1
        return self._hold(true, words, hint, f"got {show(_item(got))}")

    def _tensor(self, words: str, hint: str) -> Tensor:
        try:
            return to_tensor(self._value)
        except NotNumericError as other:
            raise CheckFailed(words, hint, f"got {other}") from None

    def _numbers(self, words: str, hint: str) -> Tensor:
        """As float64, so that the check adds no rounding of its own; at least one, so that nothing holds vacuously."""
        got = self._tensor(words, hint)
        self._hold(got.dtype != torch.bool, words, hint, "got truth values, not numbers")
        self._hold(not got.is_complex(), words, hint, "got complex numbers")
        self._hold(got.numel() > 0, words, hint, f"got no numbers: the shape is {tuple(got.shape)}")
        return _to(got, torch.float64)

    def _all(self, right: Tensor, got: Tensor, words: str, hint: str) -> "Expectation":
        wrong = _not(right)
        if not anywhere(wrong):
            return self
        index, count = locate(wrong)
        others = f"; {share(count, wrong.numel(), 'fail')}" if index else ""
        raise CheckFailed(words, hint, f"{at(index)}got {show(_item(got[index]))}{others}")

    def _hold(self, holds: bool, words: str, hint: str, numbers: str) -> "Expectation":
        if not holds:
            raise CheckFailed(words, hint, numbers)
        return self


class Calling:
    """A call that has not been made yet: `expect.calling(f, bad).raises(ValueError)`."""

    def __init__(self, function, *args, **kwargs):
        self._call = lambda: function(*args, **kwargs)

    def raises(self, error: type[Exception], hint: str = "which input should be refused, and where?") -> None:
        """The call raises `error`; NotImplementedError passes through, since it means an exercise not yet done."""
        words = f"this call should raise {error.__name__}"
        try:
            result = self._call()
        except error:
            return
        except NotImplementedError:
            raise
        except Exception as other:
            raise CheckFailed(words, hint, f"it raised {type(other).__name__}: {other}") from other
        raise CheckFailed(words, hint, f"it returned {describe(result)}")


expect.calling = Calling


def _row(index: tuple[int, ...]) -> str:
    if not index:
        return "it"
    return f"row {index[0] if len(index) == 1 else list(index)}"


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")


def _kind(dtype: torch.dtype) -> str:
    if dtype == torch.bool:
        return "truth value"
    return "complex" if dtype.is_complex else "float" if dtype.is_floating_point else "integer"
