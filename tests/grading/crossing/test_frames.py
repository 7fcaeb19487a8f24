"""Do tables of pandas come out over there as they went in?"""

import numpy as np
import pandas as pd
import pytest

from helpers.grading.crossing.channel import BadMessageError
from helpers.grading.crossing.values import CannotCross, Exchange


def exchange(strict=True):
    def nothing(value, _):
        raise CannotCross(type(value).__name__)

    return Exchange(nothing, nothing, strict=strict)


def crossed(value):
    """As it arrives where nothing is believed."""
    there, here = exchange(strict=False), exchange()
    node = there.pack(value)
    here.arrived = [bytearray(bytes(block)) for block in there.blocks]
    return here.unpack(node)


FRAMES = {
    "numbers and words": pd.DataFrame({"city": ["A", "B", "A"], "rain": [1.0, np.nan, 5.0], "n": [1, 2, 3]}),
    "dates": pd.DataFrame({"x": [True, False]}, index=pd.date_range("2026-01-01", periods=2, freq="D", name="day")),
    "levels": pd.DataFrame({"v": [1, 2, 3]}, index=pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)])),
    "categories": pd.DataFrame({"c": pd.Categorical(["x", "y", "x"], categories=["y", "x"], ordered=True)}),
    "missing": pd.DataFrame({"i": pd.array([1, None, 3], dtype="Int64"), "b": pd.array([True, None, False])}),
    "objects": pd.DataFrame({"o": pd.Series([[1], "two", None], dtype=object)}),
    "twice the same name": pd.DataFrame([[1, 2.0]], columns=["a", "a"]),
    "no rows": pd.DataFrame({"a": pd.Series([], dtype=float)}),
    "no columns": pd.DataFrame(index=[3, 4]),
    "numbered columns": pd.DataFrame(np.arange(6).reshape(2, 3)),
}


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_stays_what_it_is(name):
    """By pandas' own comparison, types and indices included."""
    pd.testing.assert_frame_equal(crossed(FRAMES[name]), FRAMES[name])


def test_a_series_and_an_index_stay_what_they_are():
    """Also where they have names, and where one holds several columns."""
    series = FRAMES["numbers and words"].groupby("city")["rain"].mean()
    pd.testing.assert_series_equal(crossed(series), series)
    pd.testing.assert_index_equal(crossed(FRAMES["dates"].index), FRAMES["dates"].index)
    pd.testing.assert_index_equal(crossed(FRAMES["levels"].index), FRAMES["levels"].index)
    assert crossed(pd.NA) is pd.NA
    assert crossed(pd.Timestamp("2026-01-02 03:04")) == pd.Timestamp("2026-01-02 03:04")


def test_what_is_no_plain_table_stays_where_it_is():
    """Is a type that is not on the list not sent at all?"""
    with pytest.raises(CannotCross):
        crossed(pd.Series(pd.period_range("2026-01", periods=2, freq="M")))
    with pytest.raises(CannotCross):
        crossed(pd.DataFrame({"t": pd.date_range("2026-01-01", periods=2, tz="Europe/Berlin")}))


@pytest.mark.parametrize(
    "node",
    [
        ["PF", ["range", [0, 10**30, 1], ["l", 0, [None]]], ["range", [0, 1, 1], ["l", 1, [None]]], []],
        ["PF", ["values", ["", 3], ["l", 0, [None]]], ["range", [0, 0, 1], ["l", 1, [None]]], []],
        ["PS", ["range", [0, 1, 1], 7], ["", ["l", 0, []]], None],
        ["PN", "NO"],
        ["PT", 5],
        ["PI"],
        ["PI", ["values", ["no_such_type", ["o", 0, [1], [1]]], ["l", 1, [None]]]],
        ["PI", ["values", ["datetime64[ns, dateutil//etc/hostname]", ["o", 0, [1], [1]]], ["l", 1, [None]]]],
    ],
)
def test_a_damaged_table_is_refused(node):
    """Is it a bad message, and nothing else, whatever pandas thinks of it?"""
    with pytest.raises(BadMessageError):
        exchange().unpack(node)
