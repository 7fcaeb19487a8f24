"""From places to a plotly figure: a dark stage, rings of neurons, and the connections that matter."""

from collections.abc import Sequence

import numpy as np
from plotly import graph_objects as go

from helpers import theme
from helpers.scene.graph import Graph
from helpers.scene.layout import LENGTH, Layout
from helpers.scene.wires import Wires

# All colours are opaque: WebGL adds translucent lines up to white, and for a single translucent point plotly draws the
# whole scene twice. Its points are translucent unless told otherwise.
GLOW = [[0, "#3B424E"], [0.34, "#A8841E"], [0.67, theme.PULSE], [1, "#FFFCE8"]]  # silent to loudest
SHINE = [[0, theme.STAGE], [0.34, "#31290F"], [0.67, "#4D4816"], [1, "#6A6644"]]  # around a neuron
DIM = "#2D3139"  # connections in general: few and grey, each costs as much to draw as one that shines
LIT = {True: [[0, "#6E5012"], [1, "#FFB52E"]], False: [[0, "#28566F"], [1, "#7CCBFA"]]}  # by what they bring
DASH = {True: "solid", False: "dot"}  # sign is also told by the dash: in 3D plotly draws a "dash" too long to be one
EYE = {"x": 0.92, "y": -1.17, "z": 0.38}  # from the side, a little from above and from the answer's end
SIZES = (6, 18)  # of a silent and of the loudest neuron, in dots
GAMMA = 0.6  # brightness rises faster than what it shows, or all but the loudest would look silent
HALO = 1.9  # how much wider than the neuron its glow is

PLACE = "place"  # what a note is called that says where something stands, and no answer

# The figure's traces, in drawing order; what changes while a signal travels is named in playback.
TRACES = ("picture", "dim", "lit −", "lit +", "halos", "neurons", "pulses")


def base(graphs: Sequence[Graph], layout: Layout, dim: Sequence[Wires], pulses: int, height: int) -> go.Figure:
    """The stage with everything that does not move; the rest of TRACES is there, and empty.

    pulses: how many there are at most.
    """
    lines = {"mode": "lines", "hoverinfo": "skip"}
    figure = go.Figure(
        [
            picture(graphs[0], layout),
            go.Scatter3d(**segments(dim), **lines, line={"color": DIM, "width": 1.5}),
            *(go.Scatter3d(**lines, line=pen(sign)) for sign in (False, True)),
            go.Scatter3d(mode="markers", hoverinfo="skip", marker=discs(SHINE)),
            go.Scatter3d(mode="markers", hovertemplate="%{hovertext}<extra></extra>", marker=discs(GLOW)),
            go.Scatter3d(**pulse_look(pulses)),
        ],
        stage(height),
    )
    for trace, name in zip(figure.data, TRACES, strict=True):
        trace.name = name
    return figure


def stage(height: int) -> dict:
    """Dark, no axes, and a camera that stays where the reader left it."""
    hidden = {"visible": False}
    return {
        "template": "none",
        "paper_bgcolor": theme.STAGE,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "uirevision": "stay",
        "font": {"color": theme.INK, "size": 13},
        "hoverlabel": {
            "bgcolor": theme.FAINT,
            "bordercolor": theme.MUTED,
            "font": {"color": theme.INK},
            "align": "left",
        },
        "scene": {
            "xaxis": hidden | {"range": [-0.25, LENGTH + 0.55]},
            "yaxis": hidden | {"range": [-1, 1]},
            "zaxis": hidden | {"range": [-1.2, 1.0]},
            "aspectmode": "manual",
            "aspectratio": {"x": (LENGTH + 0.8) / 2, "y": 1, "z": 1.1},
            "camera": {"eye": EYE, "center": {"x": 0.055, "y": 0.043, "z": 0.02}},  # room on the right for the answer
            "dragmode": "orbit",
            "bgcolor": theme.STAGE,
        },
    }


def picture(graph: Graph, layout: Layout) -> go.Mesh3d:
    """The input itself, standing upright: the colours of its pixels, blended in between. Empty if it is no picture."""
    if graph.picture is None:
        return go.Mesh3d(x=[], y=[], z=[], i=[], j=[], k=[])
    pixel = np.arange(len(layout.inputs)).reshape(graph.picture.shape[1:])
    a, b, c, d = (part.ravel() for part in (pixel[:-1, :-1], pixel[:-1, 1:], pixel[1:, 1:], pixel[1:, :-1]))
    triangles = zip("ijk", ((a, a), (b, c), (c, d)), strict=True)  # two for each square between four pixels
    return go.Mesh3d(
        **axes(layout.inputs),
        **{name: np.concatenate(part).astype(np.int16) for name, part in triangles},
        vertexcolor=colours_of(graph),
        hoverinfo="skip",
        lighting={"ambient": 1, "diffuse": 0, "specular": 0, "fresnel": 0},
    )


def colours_of(graph: Graph) -> list[str]:
    """The colours of the input's pixels, row by row."""
    image = graph.picture.detach().cpu().clamp(0, 1)
    image = image.expand(3, -1, -1) if len(image) == 1 else image[:3]
    return [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in (255 * image).round().int().flatten(1).T.tolist()]


def neurons(graphs: Sequence[Graph], graph: Graph, layout: Layout, lit: int, texts: Sequence[str] = ()) -> dict:
    """The neurons as they stand when the first `lit` layers have fired, for this one of the inputs.

    Brightness and size tell how much a neuron says, compared with the loudest of its layer on any of the inputs; a
    diamond is a negative value. Once all have fired, customdata holds the values, and hovering tells `texts`.
    """
    loudness, values, shapes = [], [], []
    for number, shown in enumerate(layout.shown):
        said = says(graph, number)[shown]
        most = max(np.abs(says(other, number)).max() for other in graphs) or 1.0
        loudness += list(np.abs(said) / most if number < lit else np.zeros(len(said)))
        shapes += ["diamond" if value < 0 and number < lit else "circle" for value in said]
        values += list(said)
    loud = np.array(loudness, np.float32)
    return {
        "marker": {
            "size": (SIZES[0] + (SIZES[1] - SIZES[0]) * loud).round().astype(np.uint8),
            "color": loud**GAMMA,
            "symbol": shapes if "diamond" in shapes else "circle",
        },
        "hovertext": list(texts) or "",
    } | ({"customdata": np.array(values, np.float32)} if lit == len(layout.layers) else {})


def halos(marks: dict) -> dict:
    """A wide dark disc behind each neuron that fires: its glow."""
    marker = marks["marker"]
    size = marker["size"].astype(float)
    wide = np.where(size > SIZES[0], HALO * size, 0).round().astype(np.uint8)
    return {"marker": {"size": wide, "color": marker["color"]}}


def says(graph: Graph, number: int) -> np.ndarray:
    """What the neurons of a layer say (n,): of the answer its probabilities, else the values they pass on."""
    answer = number == len(graph.layers) - 1
    return (graph.shares if answer else graph.layers[number].values).detach().cpu().double().numpy()


def notes(graph: Graph, layout: Layout, classes: Sequence[str], told: bool) -> dict:
    """All words in the scene. A part of the layout: plotly writes them as text of the page.

    Words of a trace it cuts into triangles: for each new percentage that takes longer than all the rest of a frame, and
    for the few of the places a quarter of a second when the figure is first drawn.
    """
    return {"scene": {"annotations": [*names(layout), *answers(graph, layout, classes, told)]}}


def names(layout: Layout) -> list[dict]:
    """What stands where, below each ring."""
    rings = [layout.inputs, *layout.layers[:-1]]  # the answers have names of their own
    words = ["input", *(f"layer {number}" for number in range(1, len(rings)))]
    aside = [rings[0][:, 1].min() / 2, *[0] * (len(rings) - 1)]  # the input's under the half of it that nothing hides
    look = {"name": PLACE, "showarrow": False, "yanchor": "bottom", "font": {"size": 13, "color": theme.MUTED}}
    places = [{"x": ring[0, 0], "y": y, "z": ring[:, 2].min() - 0.3} for ring, y in zip(rings, aside, strict=True)]
    return [{**place, "text": text, **look} for place, text in zip(places, words, strict=True)]


def answers(graph: Graph, layout: Layout, classes: Sequence[str], told: bool) -> list[dict]:
    """The name of each answer beside its neuron, with its probability once it is told; the likeliest one stands out."""
    shares, places = graph.shares.detach().cpu().numpy(), layout.layers[-1]
    notes = []
    for k, (x, y, z) in zip(layout.shown[-1], places, strict=True):
        wins = told and k == shares.argmax()
        notes.append(
            {
                "x": x, "y": y, "z": z, "text": f"{classes[k]} {shares[k]:.0%}" if told else classes[k],
                "showarrow": False, "xanchor": "left", "xshift": 18 if wins else 10,
                "font": {"size": 24 if wins else 15, "color": theme.PULSE if wins else theme.INK},
            }
        )  # fmt: skip
    return notes


def segments(wires: Sequence[Wires]) -> dict[str, list]:
    """Lines from starts to ends as one trace: start, end, and a gap."""
    starts, ends = (np.concatenate([getattr(part, name) for part in wires]) for name in ("starts", "ends"))
    gaps = np.full_like(starts, np.nan)
    return axes(np.stack([starts, ends, gaps], 1).reshape(-1, 3))


def lit(wires: Sequence[Wires], positive: bool) -> dict:
    """The connections of this sign that carry the signal; the more one brings of what its layer gets, the brighter."""
    if not wires:
        return nowhere() | {"line": {"color": [0]}}
    share = [np.abs(part.brought) / np.abs(part.brought).max() for part in wires]
    share = np.concatenate([each[(part.brought >= 0) == positive] for each, part in zip(share, wires, strict=True)])
    colour = np.repeat(share**GAMMA, 3).astype(np.float32)
    return segments([part.of_sign(positive) for part in wires]) | {"line": {"color": colour}}


def pen(positive: bool) -> dict:
    """How a connection is drawn that carries the signal."""
    return {"width": 3.5, "dash": DASH[positive]} | scale(LIT[positive])


def scale(colours: list) -> dict:
    """Colour by a number in [0, 1]."""
    return {"colorscale": colours, "cmin": 0, "cmax": 1}


def discs(colours: list) -> dict:
    """Points without an edge."""
    return scale(colours) | {"opacity": 1, "line": {"width": 0}}


def pulse_look(count: int) -> dict:
    """Pulses: a short tail, a bright head, and the gap to the next one."""
    return {
        "mode": "lines+markers",
        "hoverinfo": "skip",
        "line": {"color": theme.PULSE, "width": 4},
        "marker": {"color": "#FFFBE0", "size": [0, 4.5, 0] * count, "opacity": 1, "line": {"width": 0}},
    }


def axes(points: np.ndarray) -> dict[str, np.ndarray]:
    """Points (n, 3) as plotly wants them; plotly sends arrays packed, a third shorter than numbers in a notebook."""
    return dict(zip("xyz", np.ascontiguousarray(points.T, np.float32), strict=True))


def nowhere() -> dict[str, np.ndarray]:
    """One point that is not drawn: an empty trace of lines is an error to some versions of plotly."""
    return axes(np.full((1, 3), np.nan))
