"""Where a figure is shown decides how: JupyterLab, Notebook 7 and saved notebooks draw it themselves."""

import base64
import io
import json
import sys
from html import escape
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import plotly
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from plotly import graph_objects as go

PLOTLY = "application/vnd.plotly.v1+json"
# One picture dot per dot of the page: with plotly's two, a computer without a graphics card draws at half the speed.
CONFIG = {"displaylogo": False, "plotGlPixelRatio": 1, "responsive": True}


def is_old() -> bool:
    """Is plotly older than 6? It does not pack arrays then, and Notebook 6 goes with it, which draws no figure."""
    return int(plotly.__version__.split(".")[0]) < 6


def draws_itself() -> bool:
    """Does the page draw a plotly figure by itself? Colab does not, nor does what goes with an old plotly."""
    return "google.colab" not in sys.modules and not is_old()


def packed(value: Any) -> Any:
    """Arrays (n,) in dicts and lists as plotly's page reads them: their bytes in base64. An older plotly packs nothing.

    plotly writes the same in the end, but before that it copies each array at every check: of the network's 500 that
    takes 150 ms more.
    """
    if isinstance(value, dict):
        return {name: packed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [packed(part) for part in value]
    if isinstance(value, np.ndarray) and not is_old():
        return {"dtype": value.dtype.str[1:], "bdata": base64.b64encode(value).decode()}
    return value


def show(figure: go.Figure, still: bytes, words: str, table: str = "") -> None:
    """Show a plotly figure and, folded, a table; a still JPEG with words stands in where a figure cannot be drawn."""
    data = base64.b64encode(still).decode()
    image = f'<img src="data:image/jpeg;base64,{data}" alt="{escape(words)}" width="720">'
    if draws_itself():
        drawn = json.loads(figure.to_json()) | {"config": CONFIG}
        display({PLOTLY: drawn, "text/html": image, "text/plain": words}, raw=True)
    else:
        figure.show(renderer="colab" if "google.colab" in sys.modules else "notebook", config=CONFIG)
        display({"text/html": f"<details><summary>As a still picture</summary>{image}</details>"}, raw=True)
    if table:
        folded = f"<details><summary>The same numbers as a table</summary>{table}</details>"
        display({"text/html": folded, "text/plain": words}, raw=True)


def jpeg(figure: Figure) -> bytes:
    """A matplotlib figure as a small JPEG (of many fine lines a PNG would be twice as large); the figure is closed."""
    canvas, small = FigureCanvasAgg(figure), io.BytesIO()
    canvas.draw()
    plt.close(figure)
    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(small, "JPEG", quality=55, optimize=True)
    return small.getvalue()
