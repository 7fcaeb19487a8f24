"""From numbers to figures: one function a kind of chart, each returns a matplotlib Figure for `theme.show`."""

from helpers.charts.runs import bars, curve, descent, in_words, spread
from helpers.charts.tables import cells, convolution, cube

__all__ = ["bars", "cells", "convolution", "cube", "curve", "descent", "in_words", "spread"]
