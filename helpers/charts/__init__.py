"""From numbers to figures: one function a kind of chart, each returns a matplotlib Figure for `theme.show`.

Where a slider waits for it, an image is painted instead.
"""

from helpers.charts.inside import boundary, fit, line, plane
from helpers.charts.neurons import falling, layer, network, sums, together
from helpers.charts.runs import bars, curve, descent, in_words, spread
from helpers.charts.tables import cells, convolution, cube, heat

__all__ = [
    "bars", "boundary", "cells", "convolution", "cube", "curve", "descent", "falling", "fit", "heat", "in_words",
    "layer", "line", "network", "plane", "spread", "sums", "together",
]  # fmt: skip
