"""A plugin for nbval: the numbers that a figure draws are compared as numbers, for every processor rounds in its way.

A plotly figure holds them as the bytes of float32, which differ in their last bit between two makes of processor, and
nbval would compare the bytes. All else in a figure stays compared to the letter.
"""

import base64
from typing import Any

import numpy as np
from nbval.plugin import IPyNbCell

APART = 1e-5  # what two runs may differ by; colours, places and activations are of the order of 1


class Numbers:
    """The numbers of a packed array, equal to others of the same kind and number that are close."""

    def __init__(self, packed: dict):
        self.values = np.frombuffer(base64.b64decode(packed["bdata"]), packed["dtype"])
        self.form = {key: value for key, value in packed.items() if key != "bdata"}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Numbers) or self.form != other.form or self.values.shape != other.values.shape:
            return False
        return bool(np.allclose(self.values, other.values, rtol=0, atol=APART, equal_nan=True))

    __hash__ = None

    def __repr__(self) -> str:
        return f"{len(self.values)} numbers {self.form}: {self.values[:5]} …"


def as_numbers(value: Any) -> Any:
    """The same JSON, its packed arrays as numbers."""
    if isinstance(value, dict):
        return Numbers(value) if "bdata" in value else {key: as_numbers(item) for key, item in value.items()}
    return [as_numbers(item) for item in value] if isinstance(value, list) else value


_sanitize = IPyNbCell.sanitize
IPyNbCell.sanitize = lambda cell, output: _sanitize(cell, as_numbers(output))
