"""A signal that travels, as plotly frames: they play in the browser, without a kernel, also from a saved page."""

from collections.abc import Sequence

from helpers import theme
from helpers.scene import figure as drawing
from helpers.scene.figure import TRACES
from helpers.scene.graph import Graph
from helpers.scene.layout import Layout
from helpers.scene.wires import Wires

HOPS = 4  # frames from one layer to the next
PULSES = 12  # connections along which a pulse is seen, of those that carry the signal into a layer
TAIL = 0.2  # of the way
MOMENT = 90  # milliseconds a frame is shown


def frames(name: str, graphs, graph: Graph, layout: Layout, lit: Sequence[Wires], texts, classes) -> list[dict]:
    """One input's journey: the stage at rest, then for each layer its pulses on the way and the layer lighting up.

    Between the two, a frame says only what changes. The first one shows the input, so who jumps to the end passes it.
    """
    scene = {"graphs": graphs, "graph": graph, "layout": layout, "lit": lit}
    made = [moment(**scene, fired=0)]
    if graph.picture is not None:
        made[0]["picture"] = {"vertexcolor": drawing.colours_of(graph)}
    for number, wires in enumerate(lit, start=1):
        made += [{"pulses": pulses(wires.first(PULSES), hop / HOPS)} for hop in range(1, HOPS + 1)]
        made.append(moment(**scene, fired=number, texts=texts if number == len(lit) else ()))
    done = [frame(f"{name} {number}", parts) for number, parts in enumerate(made)]
    for end, told in ((0, False), (-1, True)):
        done[end]["layout"] = drawing.notes(graph, layout, classes, told)
    return done


def moment(graphs, graph: Graph, layout: Layout, lit, fired: int, texts=()) -> dict[str, dict]:
    """What each of TRACES that changes looks like when the first `fired` layers have spoken."""
    marks = drawing.neurons(graphs, graph, layout, fired, texts)
    return {
        "lit −": drawing.lit(lit[:fired], positive=False),
        "lit +": drawing.lit(lit[:fired], positive=True),
        "halos": drawing.halos(marks),
        "neurons": marks,
        "pulses": drawing.nowhere(),
    }


def frame(name: str, parts: dict[str, dict]) -> dict:
    """A frame that changes these parts' properties: name of a trace → values.

    As plain data: plotly checks it once, when the figure takes it, and not again for each object on the way there.
    """
    data = [{"type": "mesh3d" if part == "picture" else "scatter3d", **values} for part, values in parts.items()]
    return {"name": name, "data": data, "traces": [TRACES.index(part) for part in parts]}


def pulses(wires: Wires, way: float) -> dict:
    """Each pulse as a short line whose head has gone this share of its way."""
    head, tail = min(1.0, way), max(0.0, way - TAIL)
    run = wires.ends - wires.starts
    part = Wires(wires.starts + tail * run, wires.starts + head * run, wires.brought, wires.pairs)
    return drawing.segments([part])


def buttons(names: Sequence[str], count: int) -> list[dict]:
    """Two rows: play an input's journey, or show its end at once, for who does not want motion."""
    look = {
        "type": "buttons", "direction": "right", "showactive": False, "x": 0.02, "xanchor": "left", "yanchor": "bottom",
        "bgcolor": theme.FAINT, "bordercolor": theme.MUTED, "font": {"color": theme.INK, "size": 14},
        "pad": {"t": 4, "b": 4},
    }  # fmt: skip
    play = [step(f"▶ {name}", [f"{name} {number}" for number in range(count)], MOMENT) for name in names]
    jump = [step(f"{name}: the end", [f"{name} 0", f"{name} {count - 1}"], 0) for name in names]
    return [
        look | {"buttons": play, "y": 0.075},
        look | {"buttons": jump, "y": 0.005, "font": look["font"] | {"size": 11}},
    ]


def step(label: str, names: list[str], duration: int) -> dict:
    """A button that plays these frames, at once, whatever is playing."""
    options = {
        "mode": "immediate", "fromcurrent": False, "transition": {"duration": 0},
        "frame": {"duration": duration, "redraw": True},
    }  # fmt: skip
    return {"label": label, "method": "animate", "args": [names, options]}
