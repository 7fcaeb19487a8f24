"""Plain data: whatever an answer returned, rebuilt as an exact torch.Tensor.

Comparing exact tensors asks nothing of the student's objects: what a subclass overrides is never called afterwards.
"""

from functools import reduce

import numpy as np
import torch
from torch import Tensor

# Saved at import, so that a cell that patches torch afterwards does not change what a check compares.
_tensor, _stack, _from_numpy, _promote = torch.tensor, torch.stack, torch.from_numpy, torch.promote_types
_as_subclass, _detach, _cpu, _to_dense = Tensor.as_subclass, Tensor.detach, Tensor.cpu, Tensor.to_dense

DEEPEST = 16  # nested lists: more is a list that contains itself
_DTYPES = {bool: torch.bool, int: torch.int64, float: torch.float64, complex: torch.complex128}
_WORDS = {str: "a string", Tensor: "a tensor", np.ndarray: "an array", list: "a list", tuple: "a tuple", dict: "a dict"}
_WIDEST = {"u": np.dtype(np.int64), "f": np.dtype(np.float64), "c": np.dtype(np.complex128)}


class NotNumericError(TypeError):
    """The value holds something else than numbers; the message says what ("None", "a string")."""


def to_tensor(value, depth: int = 0) -> Tensor:
    """The numbers in `value` as an exact, detached torch.Tensor on the CPU.

    value: a number, a tensor, a NumPy array or scalar, whatever offers `__array__`, or lists and tuples of these.
    Python floats become float64 and ints int64; everything else keeps its precision.
    Raises NotNumericError for all else, ragged lists included.
    """
    kind = type(value)
    if issubclass(kind, Tensor):
        return _from_tensor(value)
    if issubclass(kind, tuple(_DTYPES)):
        return _from_number(value)
    if issubclass(kind, (list, tuple, range)):
        return _from_sequence(value, depth)
    if hasattr(kind, "__array__"):
        return _from_array(np.asarray(value), depth)
    raise NotNumericError(describe(value))


def describe(value) -> str:
    """What a value is, in words, without asking the value itself."""
    kind = type(value)
    if value is None:
        return "None"
    for base, words in _WORDS.items():
        if issubclass(kind, base):
            return words
    if callable(value):
        return "a function"
    article = "an" if kind.__name__[:1].lower() in "aeiou" else "a"
    return f"{article} {kind.__name__}"


def is_python_number(value) -> bool:
    """A bare Python number carries no dtype of its own."""
    return type(value) in _DTYPES


def _from_tensor(value: Tensor) -> Tensor:
    try:
        exact = _detach(value if type(value) is Tensor else _as_subclass(value, Tensor))
        exact = _cpu(exact if exact.layout == torch.strided else _to_dense(exact))
    except (RuntimeError, NotImplementedError) as error:
        raise NotNumericError("a tensor without plain numbers") from error
    if type(exact) is not Tensor or exact.device.type == "meta":
        raise NotNumericError("a tensor without plain numbers")
    return exact.dequantize() if exact.is_quantized else exact


def _from_number(value) -> Tensor:
    base = next(base for base in _DTYPES if issubclass(type(value), base))
    exact = base.__pos__(value) if base is not bool else value  # of a subclass too, this is the built-in number
    if base is int and not -(2**63) <= exact < 2**63:
        exact, base = _as_float(exact), float
    return _tensor(exact, dtype=_DTYPES[base], device="cpu")


def _as_float(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")


def _from_sequence(values, depth: int) -> Tensor:
    if depth == DEEPEST:
        raise NotNumericError("a list nested too deeply")
    kinds = {type(value) for value in values}
    if kinds and kinds <= _DTYPES.keys() and (int not in kinds or max(map(abs, values)) < 2**63):
        # The common case, a hundred times faster in one go.
        return _tensor(list(values), dtype=reduce(_promote, map(_DTYPES.get, kinds)), device="cpu")
    items = [to_tensor(item, depth + 1) for item in values]
    if len({item.shape for item in items}) > 1:
        raise NotNumericError("a list whose items differ in shape")
    if not items:
        return _tensor([], dtype=torch.float64, device="cpu")
    common = reduce(_promote, (item.dtype for item in items))
    return _stack([item.to(common) for item in items])


def _from_array(array: np.ndarray, depth: int) -> Tensor:
    if array.dtype.kind == "O" and depth < DEEPEST:
        return to_tensor(array.tolist(), depth + 1)
    if array.dtype.kind not in "biufc":
        raise NotNumericError("an array of something else than numbers")
    native = array.dtype.newbyteorder("=")
    widest = _WIDEST.get(native.kind, native)
    torch_has_it = native == np.uint8 or (native.kind != "u" and native.itemsize <= widest.itemsize)
    return _from_numpy(np.array(array, dtype=native if torch_has_it else widest, order="C"))
