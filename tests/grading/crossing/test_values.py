"""Do values come over as what they were, and does what is no value stay out?"""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.grading.crossing.channel import BadMessageError
from helpers.grading.crossing.values import CannotCross, Exchange, flat


def refuse(value, _exchange):
    raise CannotCross(str(value))


def no_value(node, _exchange):
    raise BadMessageError(str(node))


def cross(value, strict_home=True):
    """The value as it arrives on the other side; by default where nothing is believed."""
    out, home = Exchange(refuse, no_value, not strict_home), Exchange(refuse, no_value, strict_home)
    node = out.pack(value)
    home.arrived = [bytearray(bytes(block)) for block in out.blocks]
    return home.unpack(node)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary()
HASHABLE = st.recursive(SCALARS, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=4)
VALUES = st.recursive(
    HASHABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(HASHABLE, inner, max_size=3) | st.tuples(inner),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_plain_values_come_over_exactly(value):
    """Is every nesting of built-in values the same afterwards, to the last bit and type?"""
    assert canonical(cross(value)) == canonical(value)


def canonical(value) -> str:
    """A value in words that tell types apart and do not depend on the order in a set."""
    if isinstance(value, frozenset):
        return f"frozenset({sorted(map(canonical, value))})"
    if isinstance(value, dict):
        return str([(canonical(key), canonical(item)) for key, item in value.items()])
    if isinstance(value, (list, tuple)):
        return type(value).__name__ + str([canonical(item) for item in value])
    return repr(value)


@pytest.mark.parametrize("dtype", ["f8", "f4", "f2", "i8", "i1", "u2", "?", "c16", "U3", "S2", "M8[s]", ">f8"])
def test_arrays_come_over_exactly(dtype):
    """Have arrays of every kind the same type, shape and bytes afterwards?"""
    array = np.arange(6).reshape(2, 3).astype(dtype)
    there = cross(array)
    assert type(there) is np.ndarray
    assert there.dtype == array.dtype
    assert there.tobytes() == array.tobytes()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.int64, torch.bool, torch.complex64])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 2), (2, 3)])
def test_tensors_come_over_exactly(dtype, shape):
    """Are tensors the same afterwards, empty ones and single numbers too?"""
    tensor = (torch.rand(shape) * 9).to(dtype)
    there = cross(tensor)
    assert type(there) is torch.Tensor
    assert there.dtype == dtype
    assert torch.equal(there, tensor)


def test_strides_and_shared_memory_go_in():
    """Does an answer get a transposed view as one, and two views of one memory as two views of one memory?"""
    whole = torch.arange(12.0).reshape(3, 4)
    turned, row = cross([whole.T, whole[1]], strict_home=False)
    assert turned.stride() == (1, 4)
    row[0] = 100
    assert turned[0, 1] == 100


BASE = np.arange(12.0)
SHARING = {  # what a check may hand over together; True: these share memory
    "two tensors": (lambda: (torch.ones(3), torch.zeros(3)), False),
    "two arrays": (lambda: (np.ones(3), np.zeros(3)), False),
    "an array and its view": (lambda: (BASE[2:5], BASE), True),
    "views that overlap": (lambda: (BASE[:8], BASE[4:]), True),
    "a tensor and a row of it": (lambda: ((t := torch.ones(3, 4))[1], t), True),
    "the same one twice": (lambda: (t := torch.ones(3), t), True),
    "an array and a tensor of its memory": (lambda: (torch.from_numpy(BASE)[3:6], BASE), True),
    "in a list": (lambda: ([(t := torch.ones(3, 4))[1]], {"a": t}), True),
    "a parameter and what it is made of": (lambda: (t := torch.ones(3), torch.nn.Parameter(t)), True),
}


@pytest.mark.parametrize("name", SHARING)
def test_what_shares_memory_is_announced(name):
    """And is what shares none not packed twice: is there nothing but its own bytes?"""
    make, shares = SHARING[name]
    values = make()
    out = Exchange(refuse, no_value, strict=True)
    out.announce(values)
    assert bool(out.blocks) == shares
    nodes = [out.pack(value) for value in values]
    assert len(out.blocks) == (1 if shares and name != "views that overlap" else 2)
    home = Exchange(refuse, no_value, strict=False)
    home.arrived = [bytearray(bytes(memoryview(block).cast("B"))) for block in out.blocks]
    for value, there in zip(values, map(home.unpack, nodes), strict=True):
        assert [part.tolist() for part in flat(there)] == [part.tolist() for part in flat(value)]


def test_aliases_stay_aliases():
    """Is a list that holds itself, and one that holds another twice, of the same form afterwards?"""
    inner, outer = [1], []
    outer += [inner, inner, outer]
    there = cross(outer)
    assert there[0] is there[1]
    assert there[2] is there


@pytest.mark.parametrize(
    "value",
    [torch.Size([2, 3]), torch.float16, torch.device("cpu"), range(2, 9, 3), slice(1, None), ..., np.float32(1.5),
     np.int8(-3), np.bool_(True), math.nan, -0.0, 2**100, np.datetime64("2012-09-30"), np.array([None, "a", 1])],
)  # fmt: skip
def test_other_plain_things_come_over(value):
    """Do sizes, types, devices, ranges, slices and NumPy's scalars keep their type and value?"""
    there = cross(value)
    assert type(there) is type(value)
    assert repr(there) == repr(value)


def test_subclasses_become_what_they_are_made_of():
    """Is an object that claims to equal everything only its plain value afterwards?"""

    class Always(float):
        def __eq__(self, other):
            return True

        __hash__ = None

    class Tensor(torch.Tensor):
        @classmethod
        def __torch_function__(cls, *_, **__):
            return torch.tensor(True)

    assert type(cross(Always(3.5))) is float
    assert cross(Always(3.5)) != 4
    with torch._C.DisableTorchFunctionSubclass():
        assert type(cross(torch.ones(2).as_subclass(Tensor))) is torch.Tensor


@pytest.mark.parametrize(
    "node",
    [
        ["T", 0, "float32", [10**9], [], 0, 0, 0],
        ["T", 0, "float32", [-1], [], 0, 0, 0],
        ["T", 0, "float32", [2], [0], 0, 0, 0],
        ["T", 0, "nonsense", [2], [], 0, 0, 0],
        ["T", 0, "float32", [2], [], 0, 7, 0],
        ["n", 0, "<f4", [10**12], [], 0, 0],
        ["n", 0, "<f4", [2], [-4], 0, 0],
        ["n", 0, "O", [1], [], 0, 0],
        ["n", 0, "<f4", [2], [], -8, 0],
        ["l", 5, []],
        ["l", 0, {}],
        ["r", 0],
        ["r", -1],
        ["i", "zz"],
        ["d", 0, [[["l", 1, []], 1]]],
        ["s", 0, [["l", 1, []]]],
        ["D", "load"],
        ["N", "O"],
        ["call", 3],
        ["K", 0, []],
        ["m", "os"],
        [],
        [["l"]],
        {},
        ["f", "1e9"],
        ["u", "<f4", -1],
        ["u", "<U2", 1],
        ["n", 0, "<U2", [1], [], 0, 1],
        ["n", 0, ">U1", [2], [], 0, 1],
        ["n", 0, "<U0", [10**9], [], 0, 2],
    ],
)
def test_nodes_of_a_wrong_form_are_refused(node):
    """Is every message that no honest side would send an error, and never a value?"""
    home = Exchange(refuse, no_value, True)
    home.arrived = [bytearray(8), bytearray(b"\xff" * 8), bytearray()]
    with pytest.raises(BadMessageError):
        home.unpack(node)


def test_a_truth_value_is_one_or_zero():
    """Is a byte of 2, which is neither True nor False, made True?"""
    home = Exchange(refuse, no_value, True)
    home.arrived = [bytearray([2, 0])]
    assert home.unpack(["T", 0, "bool", [2], [], 0, 0, 0]).tolist() == [True, False]
    assert home.unpack(["n", 1, "|b1", [2], [], 0, 0]).view(np.uint8).tolist() == [1, 0]


def test_deep_and_huge_nodes_are_refused():
    """Does a message nested a thousand times end in a refusal and not in a crash?"""
    node = 1
    for _ in range(1000):
        node = ["t", [node]]
    with pytest.raises(BadMessageError):
        Exchange(refuse, no_value, True).unpack(node)
