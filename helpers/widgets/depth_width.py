"""Depth and width on sliders: a move trains a network, unless it was before, and shows what each neuron sees."""

import io
import time
from dataclasses import dataclass
from itertools import product

import ipywidgets
import matplotlib.pyplot as plt
import torch
from PIL import Image
from torch import Tensor

from helpers import charts
from helpers.data.points import FUNCTIONS, Points, on_line, spiral
from helpers.device import one_thread
from helpers.models.alexnet import count_parameters
from helpers.models.mlp import ACTIVATIONS, multiplications
from helpers.training.sweep import Sweep
from helpers.widgets.explorable import DENSITY, Explorable, choice

ARMS = {"two arms": 2, "three arms": 3}
WIDTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
STEPS, MORE, RATE = 60, 300, 0.02
KEPT = 200  # trained networks, each less than a megabyte with its data and its picture
LEARN, FRESH = 300, 1_000  # points to learn from, and points never seen
GRID_DEPTHS, GRID_WIDTHS, GRID_STEPS, GRID_BATCH = (1, 2, 3, 4, 6), (2, 4, 8, 16), 200, 128


@dataclass
class Trained:
    """A trained network with what it learned from, what it is tested on, and its picture once that was painted."""

    known: Points
    fresh: Points
    run: Sweep
    seconds: float
    picture: tuple[bytes, int] | None = None


class DepthWidth(Explorable):
    """The explorer: `run` is the network in view, `reached` its share of new points (or of the spread explained)."""

    form = "jpeg"  # written in an eighth of the time that a PNG takes

    def __init__(self):
        self.trained: dict[tuple, Trained] = {}  # by the controls' values: a slider moved back finds all as it was
        more = ipywidgets.Button(description=f"{MORE} more steps", icon="forward")
        grid = ipywidgets.Button(description="Train the whole grid", icon="th", layout={"width": "auto"})
        more.on_click(lambda _: self.train_on())
        grid.on_click(lambda _: self.train_grid())
        self.heat, self.heat_words = ipywidgets.Image(format="png", layout={"display": "none"}), ipywidgets.HTML()
        super().__init__(controls(), extra=(ipywidgets.HBox([more, grid]),))

    def arrange(self) -> list[ipywidgets.Widget]:
        """Sliders above the picture, which is wide, and the grid below."""
        for control in self.controls.values():
            control.layout.width, control.style.description_width = "24em", "7em"
        sliders = ipywidgets.HBox(list(self.controls.values()), layout={"flex_flow": "row wrap"})
        return [sliders, *self.extra, self.picture, self.words, self.heat, self.heat_words]

    def redraw(self, change=None) -> None:
        """Draw the network for the controls' present values, trained now unless it was before."""
        setting = self.setting
        if setting not in self.trained:
            known, fresh = examples(**self.values)
            self.keep(setting, known, fresh, *timed(start(**self.values), known, STEPS))
        self.shown = self.trained[setting]
        super().redraw(change)

    def train_on(self) -> None:
        """Go on with the network in view."""
        self.keep(self.setting, self.known, self.fresh, *timed(self.run, self.known, MORE))
        self.redraw()

    @property
    def run(self) -> Sweep:
        """The network in view."""
        return self.shown.run

    @property
    def known(self) -> Points:
        """What it learned from."""
        return self.shown.known

    @property
    def fresh(self) -> Points:
        """What it is tested on."""
        return self.shown.fresh

    @property
    def setting(self) -> tuple:
        """What the controls say now, as a key."""
        return tuple(self.values.values())

    def keep(self, setting: tuple, *trained) -> None:
        """Remember a trained network with its data, see `Trained`; of many the latest."""
        self.trained[setting] = Trained(*trained)
        if len(self.trained) > KEPT:
            del self.trained[next(iter(self.trained))]

    def still(self) -> Image.Image:
        """The network from outside and inside."""
        with one_thread():
            return portrait(self.run, self.known, self.values["data"])

    def paint(self) -> tuple[bytes, int]:
        """The same, encoded; painted once."""
        if not self.shown.picture:
            card, page = self.still(), io.BytesIO()
            card.save(page, "JPEG", quality=92, subsampling=0)  # thin lines keep their colours
            self.shown.picture = page.getvalue(), round(card.width / DENSITY)
        return self.shown.picture

    @torch.no_grad()
    def describe(self, **values) -> str:
        """What the network reaches and what it costs."""
        net, hidden = self.run.network(0), self.run.hidden[0]
        silent = sum(int((signal[0].amax(0) == 0).sum()) for signal in self.run.features(self.known.x))
        dead = f" {silent} of its neurons say nothing on any point." if silent else ""
        steps = self.run.losses.shape[1]
        return (
            f"{values['data']}, {values['activation']}, depth {len(hidden)}, width {hidden[0]}: after {steps} steps "
            f"{goal(values['data'], reached(self.run, self.fresh)[0])}.{dead} {count_parameters(net):,} parameters; "
            f"{multiplications(net):,} multiplications a point, with the additions {2 * multiplications(net):,} FLOPs. "
            f"The last steps took {1000 * self.shown.seconds:.0f} ms."
        )

    def train_grid(self) -> None:
        """Train every depth with every width at once, and show what each reaches."""
        shapes = [(width,) * depth for depth, width in product(GRID_DEPTHS, GRID_WIDTHS)]
        sweep = start(**self.values | {"shapes": shapes})
        _, seconds = timed(sweep, self.known, GRID_STEPS, GRID_BATCH)
        table = reached(sweep, self.fresh).view(len(GRID_DEPTHS), -1)
        figure = charts.heat(
            table, [f"depth {d}" for d in GRID_DEPTHS], [f"width {w}" for w in GRID_WIDTHS], title=self.grid_title()
        )
        page = io.BytesIO()
        figure.savefig(page, dpi=DENSITY * figure.dpi)
        plt.close(figure)
        self.heat.value, self.heat.width = page.getvalue(), str(round(figure.get_figwidth() * figure.dpi))
        self.heat.layout.display = None
        rows = "; ".join(
            f"depth {depth}: " + ", ".join(f"{value:.0%}" for value in row)
            for depth, row in zip(GRID_DEPTHS, table.tolist(), strict=True)
        )
        self.heat_words.value = (
            f'<p aria-live="polite">{len(shapes)} networks, {GRID_STEPS} steps each, in {seconds:.1f} s. '
            f"Widths {', '.join(map(str, GRID_WIDTHS))}. {rows}.</p>"
        )

    def grid_title(self) -> str:
        """What the grid was trained on, and what its numbers are."""
        kind = "new points right" if self.values["data"] in ARMS else "of the spread explained"
        return f"{self.values['data']}, {self.values['activation']}: {kind}"


def explore_depth_and_width() -> DepthWidth:
    """Sliders for data, depth, width, activation, noise and seed; the network trained anew; and the whole grid."""
    return DepthWidth()


def controls() -> dict[str, ipywidgets.Widget]:
    """One slider a choice."""
    return {
        "data": choice("data", [*ARMS, *FUNCTIONS], "two arms"),
        "depth": choice("depth", range(1, 7), 2),
        "width": choice("width", WIDTHS, 8),
        "activation": choice("activation", list(ACTIVATIONS), "relu"),
        "noise": choice("noise", [0.0, 0.04, 0.08, 0.16, 0.24], 0.08),
        "seed": choice("seed", range(10), 0),
    }


def examples(data: str, noise: float, seed: int, **_) -> tuple[Points, Points]:
    """What the network learns from and what it is tested on: functions are tested without noise."""
    if data in ARMS:
        return tuple(spiral(n, ARMS[data], noise=noise, seed=2 * seed + i) for i, n in enumerate((LEARN, FRESH)))
    function = FUNCTIONS[data]
    return on_line(function, 128, noise, seed), on_line(function, FRESH)


def start(data: str, activation: str, seed: int, depth: int = 0, width: int = 0, shapes=None, **_) -> Sweep:
    """Untrained networks for this data: one of this depth and width, or one a shape."""
    ends = (2, ARMS[data]) if data in ARMS else (1, 1)
    return Sweep(shapes or [(width,) * depth], *ends, activation, seed)


def timed(sweep: Sweep, known: Points, steps: int, batch: int | None = None) -> tuple[Sweep, float]:
    """The networks trained on one thread, and the seconds it took."""
    with one_thread():
        started = time.perf_counter()
        sweep.fit(known, steps, RATE, batch)
        return sweep, time.perf_counter() - started


def reached(sweep: Sweep, fresh: Points) -> Tensor:
    """The share of new points that each network gets right; for a function, the share of its spread explained, ≥ 0."""
    with one_thread():
        if fresh.y.dtype == torch.long:
            return sweep.accuracy(fresh.x, fresh.y)
        return (1 - sweep.error(fresh.x, fresh.y) / fresh.y.var(correction=0)).clamp(min=0)


def goal(data: str, share: float) -> str:
    """The share in words."""
    return f"{share:.1%} of new points right" if data in ARMS else f"{share:.1%} of the function's spread explained"


@torch.no_grad()
def portrait(run: Sweep, known: Points, data: str) -> Image.Image:
    """The one network of `run`, painted with what it learned from."""
    places = torch.from_numpy(charts.plane() if data in ARMS else charts.line())
    signals, answers = run.inside(places)
    layers, said = [signal[0] for signal in signals], answers[0]
    if data in ARMS:
        return charts.boundary(said.softmax(1), known.x, known.y, layers)
    return charts.fit(said[:, 0], FUNCTIONS[data](places)[:, 0], known.x[:, 0], known.y[:, 0], layers)
