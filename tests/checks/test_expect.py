"""Does `expect` pass every right answer and no wrong one, and does it say why?"""

import math

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from helpers.checks import CheckFailed, expect

GRID = torch.tensor([[1.0, 2, 3], [4, 5, 6]])


class AlwaysEqual:
    """Says yes to everything it is asked."""

    shape, ndim, dtype = (2, 3), 2, torch.float32

    def __eq__(self, other):
        return True

    __bool__ = __ge__ = __le__ = __lt__ = __gt__ = lambda self, *_: True
    __hash__ = object.__hash__


class ForgedTensor(torch.Tensor):
    """Calls itself equal, close, finite and true, whatever torch is asked about it."""

    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        if function in (torch.Tensor.as_subclass, torch.Tensor.detach):
            return super().__torch_function__(function, types, args, kwargs or {})
        return torch.ones((), dtype=torch.bool)

    __eq__ = __bool__ = lambda *_: True
    __hash__ = torch.Tensor.__hash__


def failure(method, *args, **kwargs) -> CheckFailed:
    with pytest.raises(CheckFailed) as caught:
        method(*args, **kwargs)
    return caught.value


STYLES = {
    "tensor": GRID,
    "float64": GRID.double(),
    "float16": GRID.half(),
    "integers": GRID.long(),
    "with a gradient": GRID.clone().requires_grad_(),
    "a parameter": torch.nn.Parameter(GRID),
    "a view": GRID.T.contiguous().T,
    "sparse": GRID.to_sparse(),
    "array": GRID.numpy(),
    "reversed array": GRID.flip(0).numpy()[::-1],
    "big-endian array": GRID.numpy().astype(">f4"),
    "unsigned array": GRID.numpy().astype(np.uint32),
    "long doubles": GRID.numpy().astype(np.longdouble),
    "array of objects": GRID.numpy().astype(object),
    "matrix": pd.DataFrame(GRID.numpy()),
    "nested list": GRID.tolist(),
    "list of tensors": list(GRID),
    "tuple of arrays": tuple(GRID.numpy()),
    "list of 0-d tensors": [[number for number in row] for row in GRID],
    "integers in lists": [[1, 2, 3], [4, 5, 6]],
}


@pytest.mark.parametrize("style", STYLES)
def test_right_answers_pass_in_any_style(style):
    """Does the same matrix pass, whatever it is made of?"""
    expect(STYLES[style]).shape(2, 3).close_to(GRID).equals(GRID).equals(GRID.tolist()).finite().between(1, 6)
    expect(GRID).close_to(STYLES[style])


@pytest.mark.parametrize("three", [3, 3.0, np.float32(3), np.int64(3), np.array(3), torch.tensor(3), torch.tensor(3.0)])
@pytest.mark.parametrize("reference", [3, 3.0, torch.tensor(3.0), np.float64(3)])
def test_a_number_is_a_number_in_any_style(three, reference):
    """Is an integer accepted where 3.0 is meant, and a 0-d tensor where a number is?"""
    expect(three).shape().equals(reference).close_to(reference)


WRONG = [
    None,
    "3",
    len,
    lambda: GRID,
    AlwaysEqual(),
    {},
    {"a": 1},
    {1, 2},
    object(),
    torch.nn.Linear(1, 1),
    [None],
    [[1, 2, 3], [4, 5]],
    ["a", "b"],
    np.array(["a"]),
    np.array([None]),
    torch.empty(2, 3, device="meta"),
    1 + 2j,
    True,
    GRID > 0,
    [True, True],
    [],
    torch.zeros(0, 3),
    math.nan,
    GRID * math.nan,
    (GRID * math.inf).as_subclass(ForgedTensor),
    iter([1, 2]),
    type,
    ...,
]


@pytest.mark.parametrize("value", WRONG, ids=lambda value: type(value).__name__)
def test_what_holds_no_right_numbers_fails_clearly(value):
    """Do None, strings, functions, truth values, NaN, nothing at all and forgeries fail each check in two lines?"""
    recursive = []
    recursive.append(recursive)
    for got in (value, recursive):
        for method, args in [
            ("close_to", [GRID]),
            ("equals", [GRID]),
            ("rows_sum_to", [1]),
            ("finite", []),
            ("between", [0, 9]),
        ]:
            found = failure(getattr(expect(got), method), *args)
            assert found.property
            assert found.hint
            assert found.numbers.startswith(("got", "at", "row", "it"))
            assert len(str(found).splitlines()) == 2


def test_a_forged_subclass_is_judged_by_its_numbers():
    """Is a tensor that overrides every comparison only as right as its numbers?"""
    expect(GRID.as_subclass(ForgedTensor)).close_to(GRID).equals(GRID)
    forged = (GRID + 1).as_subclass(ForgedTensor)
    assert failure(expect(forged).close_to, GRID).numbers == "at [0, 0] got 2, expected 1; 6 of 6 differ"
    failure(expect(forged).is_true)
    failure(expect(type("Text", (str,), {"__eq__": lambda *_: True, "__hash__": str.__hash__})("a")).equals, "b")
    failure(expect(type("Number", (float,), {"__eq__": lambda *_: True, "__float__": lambda _: 1.0})(2.0)).equals, 1.0)


@pytest.mark.parametrize("name", ["isclose", "eq", "allclose", "equal", "isfinite", "all", "any", "logical_not"])
def test_patching_torch_afterwards_changes_nothing(monkeypatch, name):
    """Does a notebook that replaces torch's comparisons still fail?"""
    monkeypatch.setattr(torch, name, lambda *_, **__: torch.tensor(name != "any"))
    failure(expect(GRID + 1).close_to, GRID)
    failure(expect(GRID * math.nan).finite)


@pytest.mark.parametrize("shape", [(3,), (1, 3), (6,), (3, 2), (1, 2, 3), (2, 3, 1), ()])
def test_no_shape_is_broadcast(shape):
    """Does a constant answer of another shape fail, though broadcasting would make it equal?"""
    ones, reference = torch.ones(shape), torch.ones(2, 3)
    assert failure(expect(ones).close_to, reference).numbers == f"got shape {shape}, expected (2, 3)"
    failure(expect(ones).equals, reference)
    assert failure(expect(ones).shape, 2, 3).numbers == f"got {shape}"


@given(
    arrays.arrays(np.float64, arrays.array_shapes(max_dims=3, max_side=4), elements=st.floats(-1e6, 1e6)),
    st.floats(0.1, 10),
)
def test_close_to_is_numpys_allclose(numbers, factor):
    """Does close_to accept exactly what numpy.allclose accepts with the same tolerances?"""
    off = numbers + factor * (1e-5 + 1e-4 * np.abs(numbers)) * np.sign(numbers + 0.5)
    close = np.allclose(off, numbers, rtol=1e-4, atol=1e-5)
    try:
        expect(torch.from_numpy(off)).close_to(numbers.tolist())
    except CheckFailed:
        assert not close
    else:
        assert close


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
PLAIN = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3))


@given(PLAIN)
def test_plain_data_equals_itself_and_nothing_else(data):
    """Does any plain data equal a copy of itself, and never a list that holds it and something more?"""
    expect(data).equals(data).close_to(data)
    failure(expect([data, "more"]).equals, data)


def test_nan_equals_nothing():
    """Does NaN fail even where the reference has NaN, and infinity pass only where it is expected?"""
    for value in (math.nan, torch.tensor([1, math.nan]), [np.nan]):
        failure(expect(value).equals, value)
        failure(expect(value).close_to, value)
    expect([math.inf, -math.inf]).equals([math.inf, -math.inf]).close_to(torch.tensor([math.inf, -math.inf]))
    failure(expect(math.inf).close_to, -math.inf)
    failure(expect(math.inf).close_to, 1e30)


def test_equals_compares_at_the_shorter_precision():
    """Is 0.1 the same number in float32 and float64, while no integer is rounded?"""
    expect(torch.tensor(0.1)).equals(0.1)
    expect(0.1).equals(torch.tensor(0.1))
    assert failure(expect(0.1 + 1e-12).equals, 0.1).numbers == "got 0.100000000001, expected 0.1"
    failure(expect(2**24 + 1).equals, 2**24)
    failure(expect(2**62 + 1).equals, 2**62)
    failure(expect(torch.tensor(2.0**24)).equals, 2**24 + 1)
    expect(2**100).equals(2.0**100)


def test_truth_values_and_numbers_are_told_apart():
    """Is True no number, while a mask of ones and zeros is a mask?"""
    mask = torch.ones(2, 2).tril().bool()
    expect(mask).equals(mask)
    expect(mask.float()).equals(mask)
    expect(mask.tolist()).equals(mask)
    assert failure(expect(mask).equals, mask.float()).numbers == "got truth values, not numbers"
    assert failure(expect(~mask).equals, mask).numbers == "at [0, 0] got False, expected True; 4 of 4 differ"


@pytest.mark.parametrize("true", [True, np.True_, np.array(True), torch.tensor(True), 1])
def test_is_true_accepts_every_true(true):
    """Is True accepted from Python, NumPy and torch?"""
    expect(true).is_true()


@pytest.mark.parametrize(
    "value",
    [
        False,
        np.False_,
        torch.tensor(False),
        0,
        2,
        1.0,
        math.nan,
        None,
        "True",
        [True],
        torch.ones(1).bool(),
        AlwaysEqual(),
        [],
    ],
)
def test_is_true_accepts_nothing_else(value):
    """Is nothing that is merely truthy taken for True?"""
    assert failure(expect(value).is_true).property == "the result should be True"


def test_dtype_is_asked_only_where_it_is_asked():
    """Does dtype hold tensors and arrays to their type, and a bare number to its kind?"""
    expect(GRID).dtype(torch.float32)
    expect(GRID.numpy()).dtype(np.float32).dtype("float32")
    expect(3.0).dtype(torch.float32).dtype(float)
    expect(3).dtype(torch.int32)
    expect(GRID > 0).dtype(torch.bool).dtype(bool)
    assert (
        str(failure(expect(GRID).dtype, torch.int64, hint="count"))
        == "the result should have the type int64: got float32\ncount"
    )
    failure(expect(3).dtype, torch.float32)
    failure(expect(GRID.double()).dtype, torch.float32)
    failure(expect("a").dtype, torch.float32)


def test_structures_are_compared_item_by_item():
    """Does a pair of gradients, or a dict, fail at the item that is wrong?"""
    pair = (torch.ones(2, 3), torch.ones(3))
    expect([np.ones((2, 3)), [1, 1, 1]]).close_to(pair)
    assert (
        failure(expect((pair[0], 2 * pair[1])).close_to, pair).numbers
        == "item 1: at [0] got 2, expected 1; 3 of 3 differ"
    )
    assert failure(expect(pair[:1]).close_to, pair).numbers == "got 1 items, expected 2"
    assert failure(expect(None).close_to, pair).numbers == "got None, expected a tuple"
    expect({"a": np.float32(1), "b": "x"}).equals({"b": "x", "a": 1})
    assert failure(expect({"a": 1}).equals, {"a": 1, "b": 2}).numbers == "key 'b' is missing"
    assert failure(expect({"a": 1, "b": 2}).equals, {"a": 1}).numbers == "key 'b' is one too many"
    assert failure(expect({"a": 2}).equals, {"a": 1}).numbers == "key 'a': got 2, expected 1"
    expect({np.int64(1), 2}).equals({1, 2})
    failure(expect({1, AlwaysEqual()}).equals, {1, 2})
    expect(["a", b"b", None, torch.float32]).equals(("a", b"b", None, torch.float32))
    assert failure(expect("cat").equals, "dog").numbers == "got 'cat', expected 'dog'"


def test_a_failure_says_what_how_much_and_a_hint():
    """Are these the words that a student reads?"""
    rows = torch.tensor([[1.0, 1.7], [0.5, 0.5]])
    found = failure(expect(rows).rows_sum_to, 1, hint="which axis did you sum over?")
    assert str(found) == "each row should sum to 1: row 0 sums to 2.7, not 1\nwhich axis did you sum over?"
    assert str(found.without_numbers()) == "each row should sum to 1\nwhich axis did you sum over?"
    assert (found.property, found.hint) == ("each row should sum to 1", "which axis did you sum over?")
    assert found.numbers == "row 0 sums to 2.7, not 1"
    assert failure(expect(rows[None]).rows_sum_to, 1).numbers == "row [0, 0] sums to 2.7, not 1"
    assert failure(expect(rows[0]).rows_sum_to, 1).numbers == "it sums to 2.7, not 1"
    assert failure(expect(2.7).rows_sum_to, 1).numbers == "got a single number, not rows"
    close = failure(expect([[0.27, 0.27, 0.31]]).close_to, [[0.27, 0.27, 0.27]], hint="compare one row")
    assert close.property == "the result should agree with the reference"
    assert str(close).endswith(": at [0, 2] got 0.31, expected 0.27; 1 of 3 differs\ncompare one row")
    assert failure(expect(0.31).close_to, 0.27).numbers == "got 0.31, expected 0.27"
    assert (
        failure(expect([1.0, 1.00012, 3]).close_to, [1, 1, 1]).numbers
        == "at [1] got 1.00012, expected 1; 2 of 3 differ"
    )
    assert failure(expect([1, 2, math.inf]).finite).numbers == "at [2] got inf; 1 of 3 fails"
    assert failure(expect(rows).between, 0, 1).numbers == "at [0, 1] got 1.7; 1 of 4 fails"
    assert failure(expect(None).shape, 2).numbers == "got None"
    assert failure(expect(len).finite).numbers == "got a function"


def test_a_failure_stays_short():
    """Does an error with a long message still fit into two lines?"""

    def refuse(_):
        raise KeyError("x\n" * 1000)

    found = failure(expect.calling(refuse, 1).raises, ValueError)
    assert len(str(found).splitlines()) == 2
    assert len(str(found)) < 500


def test_rows_sum_to_allows_rounding_only():
    """Do softmax rows in float32 pass, and rows that are off by a thousandth fail?"""
    rows = torch.randn(50, 1000, generator=torch.Generator().manual_seed(0)).softmax(1)
    expect(rows).rows_sum_to(1)
    expect(rows.half().float()).rows_sum_to(1.0)
    failure(expect(rows * 1.001).rows_sum_to, 1)
    failure(expect(rows.T).rows_sum_to, 1)


def test_calling_raises():
    """Does a call pass only by raising that error or a kind of it?"""
    expect.calling(int, "a").raises(ValueError)
    expect.calling(b"\xff".decode, encoding="utf8").raises(ValueError)
    assert failure(expect.calling(int, "3").raises, ValueError).numbers == "it returned an int"
    assert failure(expect.calling(print).raises, ValueError).numbers == "it returned None"
    found = failure(expect.calling([].pop).raises, ValueError, hint="check first")
    assert str(found) == "this call should raise ValueError: it raised IndexError: pop from empty list\ncheck first"
    assert isinstance(found.__cause__, IndexError)


def test_an_exercise_not_yet_done_stays_not_done():
    """Does a stub's NotImplementedError pass through, unless it is what was asked for?"""

    def stub():
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        expect.calling(stub).raises(ValueError)
    expect.calling(stub).raises(NotImplementedError)
