"""The network in three dimensions, to look at and to disturb: pick a picture, silence neurons, watch the answer."""

import io
from collections.abc import Sequence
from functools import cache

import ipywidgets
import matplotlib.pyplot as plt
from plotly import graph_objects as go
from torch import Tensor, nn
from traitlets import Dict

from helpers.data.pictures import CLASSES, sample
from helpers.scene import Stage
from helpers.scene.figure import TRACES, answers, colours_of
from helpers.scene.graph import trace
from helpers.scene.playback import moment
from helpers.scene.show import CONFIG, draws_itself
from helpers.scene.still import still
from helpers.scene.wires import signal
from helpers.scene.words import answer, hover
from helpers.training.stored import EASY, FRESH, portraits_of, stored_three_layers
from helpers.widgets.explorable import Explorable, choice, pass_over_imports

# Which of the first 300 fresh portraits are shown. The last one is a dog with pointed ears: the network says cat.
PICKED = {"cat": 111, "dog": 137, "car": 30, "a mistake": 161}
NOBODY = "nobody"


@cache
def cast() -> dict[str, Tensor]:
    """The pictures that the network is shown: name → (3, 24, 24) in [0, 1]."""
    chosen = sample(300, seed=FRESH, difficulty=EASY)[list(PICKED.values())]
    return dict(zip(PICKED, portraits_of(chosen).images, strict=True))


def show_network(model: nn.Sequential | None = None, inputs: dict[str, Tensor] | None = None, classes=CLASSES) -> None:
    """Show a network in three dimensions, with a button for each input that sends it through.

    model: see `helpers.scene.trace`, by default the stored three layers; inputs: name → picture (C, H, W) in [0, 1] or
    numbers (m,), by default a cat, a dog, a car and a mistake. Playing needs no kernel.
    """
    pass_over_imports()
    Stage(model or stored_three_layers(), inputs or cast(), classes).show()


def explore_network(model: nn.Sequential | None = None, inputs: dict[str, Tensor] | None = None, classes=CLASSES):
    """The same network, to disturb: silence a neuron by its layer and number, or by a click, and see what changes."""
    return Network(model or stored_three_layers(), inputs or cast(), classes)


class Live(go.FigureWidget):
    """A figure that does not listen when the page tells it which defaults plotly filled in, after each change.

    Nobody asks for them here. Taking them in costs the kernel a sixth of a second, just while the page draws: on two
    cores the picture comes later by about as much. The names are plotly's.
    """

    # As plotly's, but not sent back to the page, as ipywidgets does with what comes from there.
    _js2py_traceDeltas = Dict(allow_none=True).tag(sync=True, echo_update=False)  # noqa: N815

    def _handler_js2py_traceDeltas(self, change) -> None:  # noqa: N802
        """In the place of the observer; no observer itself."""


class Network(Explorable):
    """Sliders for the picture and for who is silenced; a live figure where the page can draw one, else a picture."""

    def __init__(self, model: nn.Sequential, inputs: dict[str, Tensor], classes: Sequence[str]):
        self.model, self.inputs, self.classes = model, inputs, classes
        self.stage = Stage(model, inputs, classes)  # nobody silenced: what it is compared with, and where things stand
        self.silenced: set[tuple[int, int]] = set()
        self.figure = self.live() if draws_itself() else None
        hidden = self.stage.first.layers[:-1]
        controls = {
            "picture": choice("picture", list(inputs), next(iter(inputs))),
            "layer": choice("layer", list(range(1, len(hidden) + 1)), 1),
            "neuron": choice("neuron", [NOBODY, *range(1, len(hidden[0]) + 1)], NOBODY),
        }
        wake = ipywidgets.Button(description="Wake all", icon="undo")
        also = ipywidgets.Button(description="Keep it silent, silence another", layout={"width": "auto"})
        wake.on_click(lambda _: self.wake())
        also.on_click(lambda _: self.keep())
        super().__init__(controls, extra=(ipywidgets.HBox([also, wake]),))

    def live(self) -> go.FigureWidget:
        """The figure without its frames and buttons, which a live one cannot have; a click silences."""
        figure = self.stage.figure(height=430)  # no buttons below
        widget = Live(data=figure.data, layout=figure.layout)
        widget.layout.updatemenus = []
        widget._config = CONFIG  # plotly has no public name for it
        widget.data[TRACES.index("neurons")].on_click(self.clicked)
        return widget

    def arrange(self) -> list[ipywidgets.Widget]:
        """Controls, the figure, and what it means in words."""
        self.picture.layout.display = "none" if self.figure else None
        shown = [self.figure] if self.figure else []
        return [*self.controls.values(), *self.extra, *shown, self.picture, self.words]

    @property
    def quiet(self) -> set[tuple[int, int]]:
        """Who is silenced now: pairs (layer, neuron), counted from 1."""
        values = self.values
        chosen = set() if values["neuron"] == NOBODY else {(values["layer"], values["neuron"])}
        return self.silenced | chosen

    def redraw(self, change=None) -> None:
        """Send the picture through the network as it is now, and draw that."""
        if change is not None and change["owner"] is self.controls["layer"]:
            self.renumber()
        self.graph = trace(self.model, self.inputs[self.values["picture"]], self.quiet)
        if self.figure:
            self.speak()  # first: a page without a graphics card draws for a third of a second
            self.repaint()
        else:
            super().redraw(change)

    def repaint(self) -> None:
        """Put the present numbers into the live figure, in one message."""
        texts = hover(self.graph, self.stage.layout, self.classes)
        parts = moment(**self.now, fired=len(self.stage.layout.layers), texts=texts)
        if self.graph.picture is not None:
            parts["picture"] = {"vertexcolor": colours_of(self.graph)}
        told = answers(self.graph, self.stage.layout, self.classes, told=True)
        notes = self.figure.layout.scene.annotations[-len(told) :]  # before them stand the names of places
        with self.figure.batch_update():
            for name, part in parts.items():
                put(self.figure.data[TRACES.index(name)], part)
            for note, said in zip(notes, told, strict=True):
                put(note, said)

    @property
    def now(self) -> dict:
        """What is to be drawn: places from the undisturbed network, numbers from this one."""
        stage = self.stage
        return {
            "graphs": stage.graphs,
            "graph": self.graph,
            "layout": stage.layout,
            "lit": signal(self.graph, stage.layout),
        }

    def paint(self, density: int = 100) -> tuple[bytes, int]:
        """A still of this moment, where nothing live can be drawn; density: dots to the inch."""
        figure, page = still(**self.now, dim=self.stage.dim, classes=self.classes), io.BytesIO()
        figure.savefig(page, dpi=density, facecolor=figure.get_facecolor())
        plt.close(figure)
        return page.getvalue(), round(figure.get_figwidth() * density)

    def describe(self, picture: str, **_) -> str:
        """What the network answers, and what it answered before anyone was silenced."""
        before = answer(self.stage.graphs[self.stage.names.index(picture)], self.classes)
        if not self.quiet:
            return f"{picture}: {before}."
        who = " and ".join(f"neuron {neuron} of layer {layer}" for layer, neuron in sorted(self.quiet))
        return f"{picture}, without {who}: {answer(self.graph, self.classes)}. With all awake: {before}."

    def renumber(self) -> None:
        """Offer the neurons of the chosen layer, none of them chosen."""
        count = len(self.stage.first.layers[self.controls["layer"].value - 1])
        with self.controls["neuron"].hold_trait_notifications():
            self.controls["neuron"].options = [NOBODY, *range(1, count + 1)]
            self.controls["neuron"].value = NOBODY

    def keep(self) -> None:
        """The chosen neuron stays silent, and the slider is free for another."""
        self.silenced = self.quiet
        self.controls["neuron"].value = NOBODY

    def wake(self) -> None:
        """Everybody speaks again."""
        self.silenced = set()
        self.controls["neuron"].value = NOBODY
        self.redraw()

    def clicked(self, _trace, points, _state) -> None:
        """Silence the neuron that was clicked; answers stay, and so does who is silent: plotly tells a click twice."""
        pairs = {self.pair(index) for index in points.point_inds}
        new = {pair for pair in pairs if pair[0] < len(self.stage.first.layers)} - self.quiet
        if new:
            self.silenced = self.silenced | new
            self.redraw()

    def pair(self, index: int) -> tuple[int, int]:
        """Layer and number, counted from 1, of the neuron with this place in the figure."""
        for layer, shown in enumerate(self.stage.layout.shown, start=1):
            if index < len(shown):
                return layer, int(shown[index]) + 1
            index -= len(shown)
        raise ValueError("there is no such neuron in the figure")

    def _ipython_display_(self) -> None:
        if self.figure:  # the live figure leaves nothing in a saved notebook: a small still does
            self.picture.value, width = self.paint(density=60)
            self.picture.width = str(width)
        super()._ipython_display_()


def put(place, values: dict) -> None:
    """Set properties of a plotly object one by one: its own `update` takes three times as long to find the same."""
    for name, value in values.items():
        if isinstance(value, dict):
            put(place[name], value)
        else:
            place[name] = value
