"""Where two values differ, in words: numbers by value, everything else by structure."""

import numpy as np
import torch
from torch import Tensor

from .plain import NotNumericError, describe, to_tensor

# Saved at import, as in plain.
_isclose, _eq, _not, _any, _nonzero = torch.isclose, torch.eq, torch.logical_not, torch.any, torch.nonzero
_item, _to = Tensor.item, Tensor.to

_KEYS = (str, bytes, bool, int, float, complex, tuple, frozenset, type(None))


def difference(got, want, close: tuple[float, float] | None = None) -> str:
    """The first difference in words, or "" where there is none.

    got: what an answer returned; want: numbers, strings, None, or lists, tuples, dicts and sets of them.
    close: (rtol, atol) for numbers, or None where they have to be equal.
    """
    kind = type(want)
    if issubclass(kind, dict):
        return _between_dicts(got, want, close)
    if issubclass(kind, (set, frozenset)):
        return _between_sets(got, want)
    try:
        numbers = to_tensor(want)
    except NotNumericError:
        between = _between_sequences if issubclass(kind, (list, tuple)) else _between_objects
        return between(got, want, close)
    return _between_numbers(got, numbers, close)


def anywhere(wrong: Tensor) -> bool:
    """Is any element of `wrong` true?"""
    return bool(_item(_any(wrong)))


def locate(wrong: Tensor) -> tuple[tuple[int, ...], int]:
    """The index of the first true element of `wrong`, and how many there are."""
    places = _nonzero(wrong)
    return tuple(places[0].tolist()), len(places)


def at(index: tuple[int, ...]) -> str:
    """Where, as a student would write it; nothing for a single number."""
    return f"at {list(index)} " if index else ""


def share(count: int, total: int, verb: str) -> str:
    """How many of all: "1 of 12 differs", "5 of 12 differ"."""
    return f"{count} of {total} {verb}{'s' if count == 1 else ''}"


def show(number, digits: int = 4) -> str:
    """A number as short as it can be read."""
    return str(number) if isinstance(number, (bool, int)) else f"{number:.{digits}g}"


def _between_numbers(got, want: Tensor, close) -> str:
    try:
        got = to_tensor(got)
    except NotNumericError as other:
        return f"got {other}, not numbers"
    if got.shape != want.shape:
        return f"got shape {tuple(got.shape)}, expected {tuple(want.shape)}"
    if got.dtype == torch.bool and want.dtype != torch.bool:
        return "got truth values, not numbers"
    wrong = _not(_agree(got, want, close))
    return _first_of(wrong, got, want) if anywhere(wrong) else ""


def _agree(got: Tensor, want: Tensor, close) -> Tensor:
    if close is None:
        common = _precision(got, want)
        return _eq(_to(got, common), _to(want, common))
    common = torch.complex128 if got.is_complex() or want.is_complex() else torch.float64
    rtol, atol = close
    return _isclose(_to(got, common), _to(want, common), rtol=rtol, atol=atol)


def _precision(got: Tensor, want: Tensor) -> torch.dtype:
    """The type to compare exactly in: 0.1 in float32 equals 0.1 in float64, and no integer is rounded."""
    if got.is_complex() or want.is_complex():
        return torch.complex128
    floats = [x for x in (got, want) if x.is_floating_point()]
    if not floats:
        return torch.int64
    both_floats_one_short = len(floats) == 2 and min(x.dtype.itemsize for x in floats) <= 4
    return torch.float32 if both_floats_one_short else torch.float64


def _first_of(wrong: Tensor, got: Tensor, want: Tensor) -> str:
    index, count = locate(wrong)
    one, other = _item(got[index]), _item(want[index])
    pairs = [(show(one, digits), show(other, digits)) for digits in (4, 7, 12, 17)]
    pair = next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])
    words = f"{at(index)}got {pair[0]}, expected {pair[1]}"
    return f"{words}; {share(count, wrong.numel(), 'differ')}" if index else words


def _between_sequences(got, want, close) -> str:
    if issubclass(type(got), np.ndarray):
        got = np.asarray(got).tolist()
    if not issubclass(type(got), (list, tuple)):
        return f"got {describe(got)}, expected {describe(want)}"
    got = list(got)
    if len(got) != len(want):
        return f"got {len(got)} items, expected {len(want)}"
    pairs = enumerate(zip(got, want, strict=True))
    found = ((place, difference(*pair, close)) for place, pair in pairs)
    return next((f"item {place}: {words}" for place, words in found if words), "")


def _between_dicts(got, want: dict, close) -> str:
    if not issubclass(type(got), dict):
        return f"got {describe(got)}, expected a dict"
    got = {_key(key): value for key, value in dict.items(got)}
    words = _between_keys(got.keys(), want.keys(), "key")
    found = ((key, words or difference(got[key], want[key], close)) for key in want)
    return words or next((f"key {key!r}: {words}" for key, words in found if words), "")


def _between_sets(got, want) -> str:
    if not issubclass(type(got), (set, frozenset)):
        return f"got {describe(got)}, expected a set"
    return _between_keys({_key(item) for item in list(got)}, want, "item")


def _between_keys(got, want, noun: str) -> str:
    for key in want:
        if key not in got:
            return f"{noun} {key!r} is missing"
    extra = [key for key in got if key not in want]
    return f"{noun} {extra[0]!r} is one too many" if extra else ""


def _key(key):
    """A key or member as plain data; what is not plain is named by its type and equals nothing that is expected."""
    key = key.item() if issubclass(type(key), np.generic) else key
    return key if type(key) in _KEYS else (describe(key),)


def _between_objects(got, want, _) -> str:
    if type(want) in (str, bytes) and issubclass(type(got), type(want)):
        same = type(want).__eq__(got, want)  # the built-in comparison, whatever a subclass makes of ==
    else:
        same = type(got) is type(want) and bool(want == got)
    if same:
        return ""
    return f"got {_quoted(got)}, expected {_quoted(want)}"


def _quoted(value) -> str:
    if type(value) is not str:
        return describe(value) if type(value) is not torch.dtype else str(value)
    return repr(value if len(value) <= 40 else value[:39] + "…")
