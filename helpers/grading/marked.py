"""A marked submission as people see it: the teacher's notebook with the student's texts, outputs and feedback."""

import copy
import re

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from .skeleton import Skeleton

SHORT, LONGEST_SHOWN, LONGEST_NOTEBOOK = 1_000, 10_000, 300_000  # characters of cells, as people see them
JOINER = "\u2060"  # has no width: what looks like a link is none with it, and reads the same
CUT = "# … (cut here for reading; all of it was marked)"


def marked_notebook(skeleton: Skeleton, result: dict) -> NotebookNode:
    """The teacher's notebook with the student's texts and everything's outputs; what a student may read, apart."""
    notebook = NotebookNode(skeleton.notebook, metadata=copy.deepcopy(skeleton.notebook.metadata))
    ours = {cell.id: cell for cell in notebook.cells}
    stubs = {cell.id: cell for cell in skeleton.blank.cells}
    notebook.cells = [marked_cell(cell, ours, stubs, result["outputs"]) for cell in shown(result["cells"])]
    notebook.metadata["course"] = {
        "version": skeleton.version,
        "notes": result["notes"],
        "visible": {cell.id: cell.visible for cell in skeleton.checks},
        "feedback": result["feedback"],
    }
    return notebook


def marked_cell(cell: dict, ours: dict, stubs: dict, outputs: dict) -> NotebookNode:
    """One cell, with nbgrader's metadata where the skeleton has it."""
    of = ours.get(cell["id"]) or nbformat.v4.new_code_cell(id=cell["id"])
    node = NotebookNode(of, metadata=copy.deepcopy(of.metadata))
    text = cell.get("source", node.source)
    node.source = harmless(text) if cell.get("kind") == "written" else text
    about = node.metadata.get("nbgrader")
    if about and (about.get("solution") or about.get("task")):
        about["checksum"] = utils.compute_checksum(stubs[cell["id"]])  # unchanged means: left blank
    elif about:
        about["checksum"] = utils.compute_checksum(node)
    if node.cell_type == "code":
        node.execution_count = None
        node.outputs = [nbformat.from_dict(output) for output in outputs.get(cell["id"], [])]
    return node


def shown(cells: list[dict]) -> list[dict]:
    """The student's cells as they are written for people: nbconvert takes minutes over texts that are made to be slow.

    What is marked, and what the record keeps, is the whole text.
    """
    left, found = LONGEST_NOTEBOOK, []
    for cell in cells:
        if len(cell.get("source", "")) > SHORT:
            text = "\n".join(re.sub(r"\s{80,}", " ", line.rstrip()) for line in cell["source"].split("\n"))
            text = re.sub(r"\n{20,}", "\n\n", text)
            text = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}\n{CUT}"
            text = text if len(text) <= left else "# (left out: the notebook is very long)"
            left, cell = left - len(text), {**cell, "source": text}
        found.append(cell)
    return found


def harmless(markdown: str) -> str:
    """A student's Markdown whose HTML shows as text, whose links lead to web pages only, and without pictures.

    Formgrader would run its scripts as the teacher and fetch its pictures; an attachment that is not there stops it.
    """
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", markdown)
    text = re.sub(r"!(?=\[)", f"!{JOINER}", text)
    return re.sub(r"\](?=\(\s*(?!https?://)|:\s*(?!https?://))", f"]{JOINER}", text)
