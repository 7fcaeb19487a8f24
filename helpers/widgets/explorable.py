"""Sliders beside a picture: moving one redraws the picture; a still of it stays for readers without a kernel."""

import base64
import gc
import html
import io
from collections.abc import Callable
from functools import cache

import ipywidgets
import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure
from PIL import Image

from helpers import theme
from helpers.widgets.names import slider_names

DENSITY = 1.5  # picture dots per dot of the page: crisp enough, and quick to redraw
STILL = """<style>@media (prefers-reduced-motion: reduce) {
.explorable * { transition: none !important; animation: none !important; }
}</style>"""  # a click on a slider would let its handle glide there
WIDGET = "application/vnd.jupyter.widget-view+json"


@cache
def pass_over_imports() -> None:
    """Once, when all is imported: Python's collector of cycles need not look at any of it again.

    Looking through torch, plotly and the others takes it a third of a second on two cores, now and then, and just while
    a slider moves, for that makes many objects.
    """
    gc.freeze()


class Explorable:
    """Controls and the picture they decide; a subclass says how to `paint` and to `describe` it.

    controls: name → widget with a `value`; extra: further widgets (a button, say), placed below.
    A redraw replaces a picture in place, the cheapest change there is: no figure is sent, no output is cleared.
    """

    form = "png"  # of the picture that `paint` returns

    def __init__(self, controls: dict, extra=()):
        pass_over_imports()
        self.controls, self.extra = controls, extra
        self.picture = ipywidgets.Image(format=self.form)
        self.words = ipywidgets.HTML()
        for control in controls.values():
            control.observe(self.redraw, names="value")
        still = ipywidgets.HTML(STILL, layout={"display": "none"})
        self.box = ipywidgets.VBox([*self.arrange(), still, *slider_names(controls)])
        self.box.add_class("explorable")
        self.redraw()

    def arrange(self) -> list[ipywidgets.Widget]:
        """What stands below what."""
        return [*self.controls.values(), *self.extra, self.picture, self.words]

    def paint(self) -> tuple[bytes, int]:
        """The picture for the controls' present values, encoded, and its width on the page."""
        raise NotImplementedError

    def describe(self, **values) -> str:
        """What the picture for these values shows, in words."""
        raise NotImplementedError

    @property
    def values(self) -> dict:
        """What the controls say now."""
        return {name: control.value for name, control in self.controls.items()}

    def redraw(self, _change=None) -> None:
        """Draw for the controls' present values, and say the same in words."""
        self.picture.value, width = self.paint()
        self.picture.width = str(width)
        self.speak()

    def still(self) -> Image.Image:
        """The picture as it is now, for who has no kernel."""
        return Image.open(io.BytesIO(self.picture.value)).convert("RGB")

    def speak(self) -> None:
        """Say in words what the picture shows."""
        self.words.value = f'<p aria-live="polite">{html.escape(self.describe(**self.values))}</p>'

    def _ipython_display_(self) -> None:
        words = self.describe(**self.values)
        data = base64.b64encode(theme.to_png(self.still())).decode()  # it is kept in notebooks, so it is made small
        still = f'<img src="data:image/png;base64,{data}" alt="{html.escape(words)}" width="{self.picture.width}">'
        view = {"version_major": 2, "version_minor": 0, "model_id": self.box.model_id}
        display({WIDGET: view, "text/html": still, "text/plain": words}, raw=True)


class Chart(Explorable):
    """An explorable drawn by matplotlib: draw(**values) returns a Figure, describe(**values) says what it shows."""

    def __init__(self, draw: Callable[..., Figure], describe: Callable[..., str], controls: dict, extra=()):
        self.draw, self.describe, self.places = draw, describe, []
        super().__init__(controls, extra)

    def paint(self) -> tuple[bytes, int]:
        """The figure for the controls' present values, as PNG, and its width on the page."""
        figure, page = self.draw(**self.values), io.BytesIO()
        if self.places:  # nothing jumps while a slider moves, and laying out anew would double the time
            figure.set_layout_engine("none")
            for axes, place in zip(figure.axes, self.places, strict=True):
                axes.set_position(place)
        figure.savefig(page, dpi=DENSITY * figure.dpi, pil_kwargs={"compress_level": 1})
        self.places = [axes.get_position() for axes in figure.axes]
        plt.close(figure)
        return page.getvalue(), round(figure.get_figwidth() * figure.dpi)


def choice(name: str, options, value) -> ipywidgets.SelectionSlider:
    """A slider over given values, with its name as label; `slider_names` makes that its accessible name too."""
    return ipywidgets.SelectionSlider(
        options=options, value=value, description=name, style={"description_width": "9em"}, layout={"width": "32em"}
    )


def span(name: str, options, value) -> ipywidgets.SelectionRangeSlider:
    """A slider with two handles over given values: from little to much."""
    return ipywidgets.SelectionRangeSlider(
        options=options, value=value, description=name, style={"description_width": "9em"}, layout={"width": "32em"}
    )
