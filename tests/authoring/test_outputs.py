"""Does a reader of the built notebook find what mattered, and nothing that was only passing by?"""

import sys

from nbformat.v4 import new_code_cell, new_notebook, new_output
from tqdm import tqdm

from helpers.authoring.outputs import VIEW, tidy


def tidied(*outputs):
    """The outputs of a cell after tidying."""
    notebook = new_notebook(cells=[new_code_cell("", outputs=list(outputs))])
    tidy(notebook)
    return notebook.cells[0].outputs


def test_a_finished_bar_leaves_no_trace(capsys):
    """Is a real progress bar that wiped itself out gone, and what was printed around it still there?"""
    print("before")
    for _ in tqdm(range(3), file=sys.stdout, leave=False, mininterval=0):
        pass
    print("after")
    pieces = capsys.readouterr().out.split("it/s]")
    (stream,) = tidied(*(new_output("stream", name="stdout", text=piece) for piece in pieces))
    assert stream.text.split() == ["before", "after"]


def test_streams_of_two_names_stay_apart():
    """Do stdout and stderr keep their order and their names?"""
    kinds = [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\n"), ("stdout", "d\n")]
    found = tidied(*(new_output("stream", name=name, text=text) for name, text in kinds))
    assert [(stream.name, stream.text) for stream in found] == [
        ("stdout", "a\n"),
        ("stderr", "b\n"),
        ("stdout", "c\nd\n"),
    ]


def test_a_widget_leaves_its_still():
    """Is the view of an ended widget dropped where there is a picture, and kept where there is nothing else?"""
    view = {VIEW: {"model_id": "1"}, "text/plain": "a slider"}
    still, bare = tidied(
        new_output("display_data", data={**view, "text/html": "<img>"}), new_output("display_data", data=dict(view))
    )
    assert VIEW not in still.data
    assert VIEW in bare.data
