"""What a check is worth: partial credit, and the line that says what was seen."""

import math

from .plain import NotNumericError, to_tensor


def credit(share: float, points: float = 1) -> float:
    """Partial credit: the value of a check's last line.

    share: the part that was solved, in [0, 1]. points: what the check is worth; the builder writes it in, since
    nbgrader reads the last value as a number of points. Rounded down to four decimals: only all is full.
    Raises ValueError for all else (NaN, a truth value, a string): an error is no points, never full marks.
    """
    share, points = _number(share, "share"), _number(points, "points")
    if share > 1:
        raise ValueError(f"a share of {share} is more than all")
    return points if share == 1 else math.floor(share * points * 1e4 + 1e-6) / 1e4


def seen(points: float, of: float, hidden: float, share: bool = False) -> None:
    """Say what a passed check has decided.

    points: decided by this check alone, 0 where it holds hidden tests; of: the exercise's points;
    hidden: those that hidden tests decide; share: does the check give partial credit? Then all may not have passed.
    """
    decided = f"{'is' if hidden == 1 else 'are'} decided by hidden checks."
    total = f"{of:g} {'point' if of == 1 else 'points'}"
    if not hidden:
        print(f"{points:g} of {total} seen.")
    elif points:
        print(f"{points:g} of {total} seen; {hidden:g} {decided}")
    elif share:
        print(f"{hidden:g} of {total} {decided[:-1]}, part by part.")
    else:
        print(f"What you see here passes; {hidden:g} of {total} {decided}")


def _number(value, name: str) -> float:
    try:
        number = to_tensor(value)
    except NotNumericError as other:
        raise ValueError(f"{name}: got {other}, not a number") from None
    plain = number.ndim == 0 and number.dtype.itemsize > 1 and not number.is_complex()
    if not plain or not math.isfinite(number.item()) or number.item() < 0:
        raise ValueError(f"{name}: got {value!r}, not a finite number of at least 0")
    return float(number.item())
