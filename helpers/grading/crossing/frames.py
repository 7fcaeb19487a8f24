"""Tables of pandas by value: what stands in their columns crosses as arrays, what they are is built anew over there.

pandas is imported only where one is met; a table that changed in place is not written back.
"""

import re
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from .channel import BadMessageError

if TYPE_CHECKING:
    from .values import Exchange

ORDINARY = "biufcSUmMO"  # kinds of NumPy's dtypes that cross as arrays
MISSING = ("NA", "NaT")
# Types that pandas has and NumPy has not. No others: to know some it would open files by a name that is sent.
OWN = re.compile(r"U?Int(8|16|32|64)|Float(32|64)|boolean|string|str|datetime64\[(s|ms|us|ns), UTC\]|category")


def pack_frame(exchange: "Exchange", value: Any, depth: int) -> list | None:
    """The node of a table, a column, an index or one of their values; None if it is none of these.

    What crosses by number is packed in the order in which it will be unpacked.
    """
    pandas = sys.modules.get("pandas")
    if pandas is None or not hasattr(pandas, "DataFrame"):  # not there, or only half imported
        return None
    kind = type(value)
    if issubclass(kind, (pandas.DataFrame, pandas.Series, pandas.Index)) and not all(map(_known, _dtypes(value))):
        return None
    if issubclass(kind, pandas.DataFrame):
        ends = [_index(exchange, value.index, depth), _index(exchange, value.columns, depth)]
        return ["PF", *ends, [_column(exchange, value.iloc[:, place], depth) for place in range(value.shape[1])]]
    if issubclass(kind, pandas.Series):
        index, values = _index(exchange, value.index, depth), _column(exchange, value, depth)
        return ["PS", index, values, exchange.pack(value.name, depth)]
    if issubclass(kind, pandas.Index):
        return ["PI", _index(exchange, value, depth)]
    if value is pandas.NA or value is pandas.NaT:
        return ["PN", MISSING[value is pandas.NaT]]
    if issubclass(kind, pandas.Timestamp) and value.tz is None:
        return ["PT", exchange.pack(value.to_datetime64(), depth)]
    return None


def unpack_frame(exchange: "Exchange", depth: int, tag: str, *parts: Any) -> Any:
    """The value of such a node. Raises BadMessageError or what pandas raises."""
    import pandas

    if tag == "PN":
        return {"NA": pandas.NA, "NaT": pandas.NaT}[parts[0]]
    if tag == "PT":
        return pandas.Timestamp(_exactly(np.datetime64, exchange.unpack(parts[0], depth)))
    index = _index_from(pandas, exchange, depth, *parts[0])
    if tag == "PI":
        return index
    if tag == "PS":
        values, name = parts[1:]
        return pandas.Series(_values(pandas, exchange, depth, *values), index=index, name=exchange.unpack(name, depth))
    columns = _index_from(pandas, exchange, depth, *parts[1])
    made = [pandas.Series(_values(pandas, exchange, depth, *column), index=index) for column in parts[2]]
    if len(made) != len(columns):
        raise BadMessageError("a table whose columns have not each a name")
    frame = pandas.concat(made, axis=1) if made else pandas.DataFrame(index=index)
    frame.columns = columns
    return frame


def _dtypes(value: Any) -> list:
    """The types of all columns and indices of a table, a column or an index."""
    axes = value.axes if hasattr(value, "axes") else [value]
    levels = [each.dtypes.tolist() if hasattr(each, "levels") else [each.dtype] for each in axes]
    columns = value.dtypes.tolist() if len(axes) == 2 else [value.dtype]
    return [dtype for found in levels for dtype in found] + columns


def _known(dtype: Any) -> bool:
    if isinstance(dtype, np.dtype):
        return dtype.kind in ORDINARY
    return bool(OWN.fullmatch(str(dtype))) and (str(dtype) != "category" or _known(dtype.categories.dtype))


def _column(exchange: "Exchange", values: Any, depth: int) -> list:
    """The node of the values of a column or an index: an array, and the name of its type where NumPy has none."""
    dtype = values.dtype
    if isinstance(dtype, np.dtype) and dtype.kind in ORDINARY:
        return ["", exchange.pack(np.ascontiguousarray(values.to_numpy()), depth)]
    if str(dtype) == "category":
        codes, known = (values.cat.codes, values.cat) if hasattr(values, "cat") else (values.codes, values)
        ordered = bool(dtype.ordered)
        return ["category", exchange.pack(np.asarray(codes), depth), _index(exchange, known.categories, depth), ordered]
    plain = np.asarray(values, dtype=object).copy()
    plain[np.asarray(values.isna())] = None
    return [str(dtype), exchange.pack(plain, depth)]


def _values(pandas: Any, exchange: "Exchange", depth: int, dtype: str, node: Any, *more: Any) -> Any:
    array = _exactly(np.ndarray, exchange.unpack(node, depth))
    if array.ndim != 1 or type(dtype) is not str:
        raise BadMessageError("a column that is none")
    if dtype == "category":
        categories = _index_from(pandas, exchange, depth, *more[0])
        return pandas.Categorical.from_codes(array, categories=categories, ordered=more[1] is True)
    if dtype and not OWN.fullmatch(dtype):
        raise BadMessageError("a type that no table of an answer has")
    return pandas.array(array, dtype=dtype) if dtype else array


def _index(exchange: "Exchange", index: Any, depth: int) -> list:
    """What an index is made from: a range, several levels, or values; and its names."""
    pandas = sys.modules["pandas"]
    names = exchange.pack(list(index.names), depth)
    if isinstance(index, pandas.RangeIndex):
        return ["range", [index.start, index.stop, index.step], names]
    if isinstance(index, pandas.MultiIndex):
        levels = [_column(exchange, index.get_level_values(place), depth) for place in range(index.nlevels)]
        return ["levels", levels, names]
    return ["values", _column(exchange, index, depth), names, getattr(index, "freqstr", None)]


def _index_from(pandas: Any, exchange: "Exchange", depth: int, form: str, parts: list, names: Any, freq=None) -> Any:
    names = _exactly(list, exchange.unpack(names, depth))
    if form == "range":
        index = pandas.RangeIndex(*(_exactly(int, part) for part in parts))
    elif form == "levels":
        return pandas.MultiIndex.from_arrays([_values(pandas, exchange, depth, *part) for part in parts], names=names)
    else:
        index = pandas.Index(_values(pandas, exchange, depth, *parts))
        if type(freq) is str and isinstance(index, (pandas.DatetimeIndex, pandas.TimedeltaIndex)):
            index.freq = freq
    return index.rename(names[0])


def _exactly(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise BadMessageError(f"no {kind.__name__} where one is due")
    return value
