"""From numbers to figures: one function a kind of chart, each returns a matplotlib Figure for `theme.show`.

Where a slider waits for it, an image is painted instead.
"""

from helpers.charts.decoder import decoder
from helpers.charts.inside import boundary, fit, line, plane
from helpers.charts.layers import ladder, signals, unfolding
from helpers.charts.neurons import falling, layer, network, sums, together
from helpers.charts.rungs import named_units, rungs
from helpers.charts.runs import bars, curve, descent, in_words, spread
from helpers.charts.tables import cells, convolution, cube, heat

__all__ = [
    "bars", "boundary", "cells", "convolution", "cube", "curve", "decoder", "descent", "falling", "fit", "heat",
    "in_words", "ladder", "layer", "line", "named_units", "network", "plane", "rungs", "signals", "spread", "sums",
    "together", "unfolding",
]  # fmt: skip
