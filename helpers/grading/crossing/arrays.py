"""Arrays and tensors as bytes: into the student's process with their strides and shared memory, out of it packed.

An exchange (see values) hands out numbers and blocks; what arrives from a student is checked before it is believed.
"""

import math
import re
import sys
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

if TYPE_CHECKING:
    from .values import Exchange

SIMPLE = re.compile(r"[<>|=]?[biufcSUmM]\d+(\[\w+\])?")
DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        *(torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.complex64, torch.complex128, torch.bool),
        *(torch.int8, torch.int16, torch.int32, torch.int64, torch.uint8, torch.uint16, torch.uint32, torch.uint64),
    )
}
MOST_EMPTY = 1_000_000  # texts of no letters, which take no bytes
NO_GRADIENT, LEAF, INNER = range(3)  # what a tensor is to autograd


def pack_array(exchange: "Exchange", array: np.ndarray) -> list | None:
    """The node of an array; None for structured ones, which do not cross."""
    if not SIMPLE.fullmatch(array.dtype.str):
        return None
    steps = [stride // array.itemsize if array.itemsize else 0 for stride in array.strides]
    if exchange.strict and array.size and array.dtype.itemsize and span_of(array.shape, steps):
        whole = np.lib.stride_tricks.as_strided(array, (span_of(array.shape, steps),), (array.itemsize,))
        number = exchange.number(array)
        block, offset = exchange.block(whole.view(np.uint8), array.ctypes.data)
        return ["n", number, array.dtype.str, list(array.shape), list(array.strides), offset, block]
    packed = np.array(array, order="C", copy=True, subok=False)
    number = exchange.number(array)
    exchange.copies.append((array, packed))
    block, _ = exchange.block(packed.reshape(-1).view(np.uint8))
    return ["n", number, array.dtype.str, list(array.shape), [], 0, block]


def span_of(shape: tuple, steps: list | tuple) -> int:
    """How many elements lie from the first to the last one of a view, or 0 where it leaves any of them out.

    Only what a view shows may go to an answer: between its elements lie those of others.
    """
    expected = 1
    for step, size in sorted((step, size) for step, size in zip(steps, shape, strict=True) if size > 1 and step):
        if step != expected:
            return 0
        expected *= size
    return expected


def is_plain(tensor: Tensor) -> bool:
    """Do its numbers lie in this machine's memory, one after the other or with steps?"""
    return tensor.layout == torch.strided and tensor.device.type == "cpu"


def bounds_of(value: np.ndarray | Tensor) -> tuple[int, int]:
    """The first address of an array, or of a plain tensor's storage, and the one after the last."""
    if isinstance(value, np.ndarray):
        return np.lib.array_utils.byte_bounds(value)
    storage = value.untyped_storage()
    return storage.data_ptr(), storage.data_ptr() + storage.nbytes()


def unpack_array(
    exchange: "Exchange", number: int, dtype: str, shape: list, strides: list, offset: int, place: int
) -> np.ndarray:
    """The array of a node; numpy itself refuses what reaches beyond its block."""
    kind, memory = simple_dtype(dtype), exchange.memory(place)
    if exchange.strict and (strides or offset != 0):
        raise ValueError("what comes out is packed")
    if any(type(size) is not int or size < 0 for size in shape):
        raise ValueError("no shape")
    if exchange.strict:
        _check_letters(kind, memory, math.prod(shape))
    array = np.ndarray(tuple(shape), kind, memory, offset, tuple(strides) if strides else None)
    if kind.kind == "b" and exchange.strict:  # a byte other than 0 and 1 is no truth value
        array = array.view(np.uint8) != 0
    return exchange.register(number, array)


def _check_letters(kind: np.dtype, memory: bytearray, count: int) -> None:
    """Raise ValueError for letters beyond Unicode, which NumPy makes strings of nevertheless, and endless nothing."""
    if kind.itemsize == 0 and count > MOST_EMPTY:
        raise ValueError("too many empty texts")
    if kind.kind == "U" and kind.itemsize:
        letters = np.frombuffer(memory, np.dtype(f"{kind.str[0]}u4"), len(memory) // 4)
        if letters.size and letters.max() > sys.maxunicode:
            raise ValueError("no letters")


def simple_dtype(text: str) -> np.dtype:
    """The NumPy type of a text. Raises ValueError for those whose values are more than bytes."""
    if not SIMPLE.fullmatch(text):
        raise ValueError(text)
    return np.dtype(text)


def pack_scalar(exchange: "Exchange", scalar: np.generic) -> list | None:
    """The node of a NumPy scalar."""
    array = np.asarray(scalar)
    return ["u", array.dtype.str, exchange.block(array.tobytes())[0]] if SIMPLE.fullmatch(array.dtype.str) else None


def unpack_scalar(exchange: "Exchange", dtype: str, place: int) -> np.generic:
    """The NumPy scalar of a node."""
    kind, memory = simple_dtype(dtype), exchange.memory(place)
    if kind.itemsize == 0:
        return kind.type()
    _check_letters(kind, memory, 1)
    value = np.ndarray((), kind, memory)[()]
    return np.bool_(memory[0] != 0) if dtype.lstrip("|") == "b1" else value


def pack_tensor(exchange: "Exchange", tensor: Tensor) -> list | None:
    """The node of a tensor; None where it has no plain numbers (quantised, meta)."""
    name = str(tensor.dtype).removeprefix("torch.")
    if name not in DTYPES or tensor.device.type == "meta":
        return None
    exact = tensor.detach().as_subclass(Tensor).cpu()
    exact = exact.to_dense() if exact.layout != torch.strided else exact
    exact = exact.resolve_conj().resolve_neg()
    gradient = NO_GRADIENT if not tensor.requires_grad else LEAF if tensor.is_leaf else INNER
    if gradient:
        exchange.inputs.append(tensor)
    number, span = exchange.number(tensor), span_of(exact.shape, exact.stride())
    exchange.keep.append(exact)
    if exchange.strict and exact.numel() and span:
        whole = torch.empty(0, dtype=exact.dtype).set_(exact.untyped_storage(), exact.storage_offset(), (span,), (1,))
        block, offset = exchange.block(_bytes(whole.view(torch.uint8)), exact.data_ptr(), exact.itemsize)
        return ["T", number, name, list(exact.shape), list(exact.stride()), offset // exact.itemsize, block, gradient]
    packed = exact.contiguous().clone()
    exchange.copies.append((tensor, packed))
    block, _ = exchange.block(_bytes(packed.reshape(-1).view(torch.uint8)))
    return ["T", number, name, list(exact.shape), [], 0, block, gradient]


def unpack_tensor(
    exchange: "Exchange", number: int, name: str, shape: list, stride: list, offset: int, place: int, gradient: int
) -> Tensor:
    """The tensor of a node; raises ValueError where it would reach beyond its block."""
    dtype, memory = DTYPES[name], exchange.memory(place)
    if exchange.strict and (stride or offset != 0):
        raise ValueError("what comes out is packed")
    stride = stride or _contiguous(shape)
    _within(len(memory), dtype.itemsize, shape, stride, offset)
    if memory and all(shape):
        whole = torch.frombuffer(memory, dtype=torch.uint8).untyped_storage()
        tensor = torch.empty(0, dtype=dtype).set_(whole, offset, tuple(shape), tuple(stride))
    else:
        tensor = torch.empty(tuple(shape), dtype=dtype)
    if dtype == torch.bool and exchange.strict and tensor.numel():
        tensor = tensor.view(torch.uint8) != 0
    if gradient and (tensor.is_floating_point() or tensor.is_complex()):
        exchange.inputs.append(tensor.requires_grad_())
        tensor = tensor if gradient == LEAF else tensor.clone()  # an inner one may be changed in place
    return exchange.register(number, tensor)


def _bytes(tensor: Tensor) -> memoryview:
    return memoryview(tensor.numpy()) if tensor.numel() else memoryview(b"")


def _contiguous(shape: list) -> list:
    stride, step = [], 1
    for size in reversed(shape):
        stride.insert(0, step)
        step *= max(size, 1)
    return stride


def _within(room: int, itemsize: int, shape: list, stride: list, offset: int) -> None:
    numbers = [*shape, *stride, offset]
    if any(type(number) is not int or not 0 <= number < 1 << 48 for number in numbers) or len(shape) != len(stride):
        raise ValueError("no shape")
    last = offset + sum((size - 1) * step for size, step in zip(shape, stride, strict=True))
    if all(shape) and (last + 1) * itemsize > room:
        raise ValueError("it reaches beyond its block")
