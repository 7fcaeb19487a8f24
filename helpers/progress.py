"""A bar for what takes longer than two seconds."""

import sys

from tqdm import tqdm


def progress_bar(total: int, what: str, unit: str, wanted: bool = True) -> tqdm:
    """A bar that shows after two seconds and is gone at the end; on stdout, since nbgrader takes stderr for a failure.

    TQDM_DISABLE=1 in the environment leaves bars out.
    """
    hidden = {} if wanted else {"disable": True}  # whoever wants it leaves the choice to the environment
    look = {"ncols": 80, "mininterval": 0.5, "delay": 2, "leave": False}
    return tqdm(total=total, desc=what, unit=unit, file=sys.stdout, **look, **hidden)
