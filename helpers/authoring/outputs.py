"""Outputs as readers should find them: without finished progress bars, and without views of widgets that are gone."""

from nbformat import NotebookNode

VIEW = "application/vnd.jupyter.widget-view+json"


def tidy(notebook: NotebookNode) -> None:
    """Tidy the outputs of every code cell, in place."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [drop_view(output) for output in merge_streams(cell.outputs)]


def merge_streams(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Outputs in which pieces of one stream are one, as a terminal would show it; empty ones are gone."""
    merged: list[NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream" and merged and merged[-1].get("name") == output.name:
            merged[-1].text += output.text
        else:
            merged.append(output)
    for output in merged:
        if output.output_type == "stream":
            output.text = as_on_a_terminal(output.text)
    return [output for output in merged if output.output_type != "stream" or output.text.strip()]


def as_on_a_terminal(text: str) -> str:
    """What stays to be read: each carriage return goes back to the start of its line, and a bar wipes itself out."""
    lines = [line.rstrip("\r").split("\r")[-1] for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(line if line.strip() else "" for line in lines).lstrip("\n")


def drop_view(output: NotebookNode) -> NotebookNode:
    """Without the view of a widget that ended with its kernel, where a still stands beside it."""
    data = output.get("data", {})
    if VIEW in data and "text/html" in data:
        del data[VIEW]
    return output
