"""A network on the stage: its inputs to pick, the figure that plays them, the still and the words that stand for it."""

from collections.abc import Collection, Sequence
from functools import cached_property

from plotly import graph_objects as go
from torch import Tensor, nn

from helpers.scene import figure as drawing
from helpers.scene import playback, wires
from helpers.scene.graph import Graph, trace
from helpers.scene.layout import Layout, arrange
from helpers.scene.show import jpeg, packed, show
from helpers.scene.still import still
from helpers.scene.words import hover, sentence, table


class Stage:
    """Some inputs of one network, drawn in three dimensions.

    model: nn.Sequential, see `trace`; inputs: name → picture (C, H, W) in [0, 1] or plain numbers (m,); classes: a name
    for each answer; silenced: pairs (layer, neuron), counted from 1, that are switched off.
    """

    def __init__(
        self,
        model: nn.Sequential,
        inputs: dict[str, Tensor],
        classes: Sequence[str],
        silenced: Collection[tuple[int, int]] = (),
    ):
        self.names, self.classes = list(inputs), classes
        self.graphs = [trace(model, x, silenced) for x in inputs.values()]
        self.layout: Layout = arrange(self.graphs)
        self.dim = wires.background(self.graphs, self.layout)
        self.lit = [wires.signal(graph, self.layout) for graph in self.graphs]

    @property
    def first(self) -> Graph:
        """The graph of the input that is shown first."""
        return self.graphs[0]

    @cached_property
    def drawn(self) -> int:
        """How many connections are drawn at once, at most."""
        dim = {(number, *pair) for number, part in enumerate(self.dim) for pair in part.pairs.tolist()}
        return max(
            len(dim | {(number, *pair) for number, part in enumerate(lit) for pair in part.pairs.tolist()})
            for lit in self.lit
        )

    def figure(self, height: int = 520) -> go.Figure:
        """The figure at rest on the end of its first input's journey, with every journey as frames."""
        stage, frames = drawing.base(self.graphs, self.layout, self.dim, playback.PULSES, height), []
        for name, graph, lit in zip(self.names, self.graphs, self.lit, strict=True):
            texts = hover(graph, self.layout, self.classes)
            frames += playback.frames(name, self.graphs, graph, self.layout, lit, texts, self.classes)
        stage.frames, count = packed(frames), len(frames) // len(self.names)
        for part in ("halos", "neurons"):
            stage.data[drawing.TRACES.index(part)].update(drawing.axes(self.layout.points))
        end = frames[count - 1]
        for part, index in zip(end["data"], end["traces"], strict=True):
            stage.data[index].update(part)
        buttons = playback.buttons(self.names, count)
        stage.update_layout(end["layout"], updatemenus=buttons, annotations=[self.caption()])
        return stage

    def caption(self) -> dict:
        """How much of the network is drawn."""
        drawn = f"{self.drawn} of {self.first.connections:,} connections: the strongest."
        return {
            "text": f"{drawn} Dashed ones inhibit, grey ones rest.",
            "x": 0.98, "y": 0.01, "xref": "paper", "yref": "paper", "xanchor": "right",
            "yanchor": "bottom", "showarrow": False, "font": {"size": 11, "color": drawing.theme.MUTED},
        }  # fmt: skip

    def words(self) -> str:
        """What there is to see, for who cannot see it."""
        return sentence(self.names, self.graphs, self.classes, self.drawn)

    def still(self, number: int = 0) -> bytes:
        """The end of one input's journey as a JPEG."""
        return jpeg(still(self.graphs, self.graphs[number], self.layout, self.dim, self.lit[number], self.classes))

    def show(self) -> None:
        """Show it: the figure where it can be drawn, the still elsewhere, and the numbers as a table, folded."""
        show(self.figure(), self.still(), self.words(), table(self.names, self.graphs, self.layout, self.classes))
