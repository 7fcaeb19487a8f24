"""nbval's plugin for figures: what another processor makes of the same numbers is the same, all else is not."""

import base64

import numpy as np
import pytest

from tests.figures import as_numbers

VALUES = np.linspace(-1, 1, 7, dtype="f4")


def figure(values: np.ndarray, name: str = "a", **more: str) -> dict:
    """As plotly stores one."""
    packed = {"dtype": values.dtype.str[1:], "bdata": base64.b64encode(values.tobytes()).decode(), **more}
    return {"data": [{"type": "scatter3d", "name": name, "x": packed, "y": [1, 2.5]}], "frames": []}


def test_the_last_bit_may_differ():
    """Is a figure equal to one whose numbers are those beside its own?"""
    beside = np.nextafter(VALUES, np.float32(2))
    assert as_numbers(figure(VALUES)) == as_numbers(figure(beside))
    assert figure(VALUES) != figure(beside)


@pytest.mark.parametrize(
    "other",
    [
        figure(VALUES + np.float32(1e-4)),
        figure(VALUES[:-1]),
        figure(VALUES.astype("f8")),
        figure(VALUES, name="b"),
        figure(VALUES, shape="1, 7"),
        {"data": [], "frames": []},
    ],
    ids=["numbers", "how many", "kind", "name", "shape", "nothing"],
)
def test_nothing_else_may(other):
    """And unequal where anything that people see is another?"""
    assert as_numbers(figure(VALUES)) != as_numbers(other)
