"""Formulas without MathJax, which is fetched from a network: drawn by matplotlib, with their TeX as alt text."""

import base64
import io
from functools import cache
from html import escape

from matplotlib import rc_context
from matplotlib.font_manager import FontProperties
from matplotlib.mathtext import math_to_image

POINTS = 12  # the size that is drawn; the page scales it with its text
LOOK = {"mathtext.fontset": "stix", "svg.fonttype": "path", "svg.hashsalt": "formula", "savefig.transparent": True}


@cache
def formula(tex: str, block: bool = False) -> str:
    """A formula as HTML: a picture in line with the words around it; as its TeX where matplotlib cannot draw it."""
    tex, page = " ".join(tex.split()), io.BytesIO()
    kind = "formula block" if block else "formula"
    try:
        with rc_context(LOOK):
            depth = math_to_image(f"${tex}$", page, FontProperties(size=POINTS), dpi=72, format="svg")
    except ValueError:  # matplotlib knows most of TeX's mathematics, not all
        return f'<code class="{kind}">{escape(tex)}</code>'
    drawing = page.getvalue().decode()
    height = float(drawing.split('height="')[1].split("pt")[0])
    size = f"height: {height / POINTS:.3f}em; vertical-align: {-depth / POINTS:.3f}em"
    data = base64.b64encode(without_date(drawing).encode()).decode()
    return f'<img class="{kind}" style="{size}" alt="{escape(tex)}" src="data:image/svg+xml;base64,{data}">'


def without_date(drawing: str) -> str:
    """The same bytes at every build, and a third fewer."""
    before, _, rest = drawing.partition(" <metadata>")
    return before + rest.partition("</metadata>\n")[2]
