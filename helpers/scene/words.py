"""The same in words: what hovering tells, what stands for the picture, and the numbers as a table."""

from collections.abc import Sequence

from helpers.scene.figure import says
from helpers.scene.graph import Graph
from helpers.scene.layout import Layout

STRONGEST = 2  # connections that hovering tells


def hover(graph: Graph, layout: Layout, classes: Sequence[str]) -> list[str]:
    """For each neuron that is shown: its layer, what it says, and what brought it most."""
    texts = []
    for number, shown in enumerate(layout.shown):
        values = says(graph, number)
        for neuron in shown.tolist():
            who = classes[neuron] if number == len(graph.layers) - 1 else f"neuron {neuron + 1}"
            lines = [f"<b>{graph.layers[number].name}, {who}: {values[neuron]:.3g}</b>", "mostly from"]
            brought = graph.layers[number].brought[neuron]
            for place in brought.abs().topk(min(STRONGEST, len(brought))).indices.tolist():
                lines.append(f"{source(graph, number, place)}: {brought[place]:+.2g}")
            texts.append("<br>".join(lines))
    return texts


def source(graph: Graph, number: int, place: int) -> str:
    """What a layer's input is called: a pixel by row and column, or a neuron of the layer before."""
    if number:
        return f"neuron {place + 1}"
    if graph.picture is None:
        return f"input {place + 1}"
    row, column = divmod(place, graph.picture.shape[-1])
    return f"pixel {row + 1}, {column + 1}"


def sentence(names: Sequence[str], graphs: Sequence[Graph], classes: Sequence[str], drawn: int) -> str:
    """One paragraph in place of the picture."""
    sizes = ", ".join(str(len(layer)) for layer in graphs[0].layers[:-1])
    said = "; ".join(f"{name}: {answer(graph, classes)}" for name, graph in zip(names, graphs, strict=True))
    return (
        f"A network in three dimensions: the input on the left, rings of {sizes} neurons, {len(classes)} answers "
        f"on the right, and {drawn} of {graphs[0].connections:,} connections. What it answers: {said}."
    )


def answer(graph: Graph, classes: Sequence[str]) -> str:
    """The answers with their probabilities, the likeliest first."""
    order = graph.shares.argsort(descending=True).tolist()
    return ", ".join(f"{classes[k]} {graph.shares[k]:.0%}" for k in order)


def table(names: Sequence[str], graphs: Sequence[Graph], layout: Layout, classes: Sequence[str]) -> str:
    """Every neuron that is shown, one row each, and what it says on each input: an HTML table."""
    rows = []
    for number, shown in enumerate(layout.shown):
        values = [says(graph, number) for graph in graphs]
        for neuron in shown.tolist():
            who = classes[neuron] if number == len(layout.shown) - 1 else f"neuron {neuron + 1}"
            cells = "".join(f"<td>{value[neuron]:.3g}</td>" for value in values)
            rows.append(f'<tr><th scope="row">{graphs[0].layers[number].name}, {who}</th>{cells}</tr>')
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
