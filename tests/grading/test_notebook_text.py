"""A notebook's text is nbformat's, whatever is in it."""

import nbformat
import pytest
from nbformat import v4

from helpers.grading import notebook_text
from helpers.grading.notebook_text import text_of

PICTURE = {"image/png": "iVBORw0KGgo=", "text/plain": "<a figure>\nof two lines", "application/json": {"a": ["b\nc"]}}
OUTPUTS = [
    v4.new_output("stream", name="stdout", text='one\ntwo "[]"\r\n\u2028 ü 🐶\n'),
    v4.new_output("display_data", data=PICTURE, metadata={"image/png": {"width": 3}}),
    v4.new_output("execute_result", data={"text/html": "<b>\n</b>"}, execution_count=None),
    v4.new_output("error", ename="ValueError", evalue="", traceback=["a\nb", ""]),
]
CELLS = [
    v4.new_markdown_cell("# A title\n\n[]{}[", id="first", attachments={"a.png": {"image/png": "QQ=="}}),
    v4.new_markdown_cell("", id="empty"),
    v4.new_code_cell("x = []\n", id="code", outputs=OUTPUTS, metadata={"trusted": True, "nbgrader": {"points": 1.5}}),
    v4.new_raw_cell("raw", id="raw", metadata={"tags": []}),
]


def notebook(cells: list, minor: int = 5) -> nbformat.NotebookNode:
    """A notebook with metadata that look like a notebook's cells."""
    made = v4.new_notebook(metadata={"cells": [], "course": {"feedback": {"a": "[]\n"}}, "signature": "x"})
    made.cells, made.nbformat_minor = cells, minor
    return made


@pytest.mark.parametrize("cells", [[], CELLS[:1], CELLS, CELLS[::-1]])
def test_the_text_is_nbformats(cells):
    """Twice, for the second time it is remembered."""
    made = notebook(cells)
    assert text_of(made) == text_of(made) == v4.writes(made)
    nbformat.validate(nbformat.reads(text_of(made), as_version=4))


def test_of_an_older_minor_version_too():
    cells = [v4.new_code_cell("1"), v4.new_markdown_cell("2")]
    for cell in cells:
        del cell["id"]
    made = notebook(cells, minor=4)
    assert text_of(made) == v4.writes(made)


def test_other_keys_at_the_top_are_kept_apart():
    """Also one that comes before the cells, and looks like them."""
    made = notebook(CELLS)
    made["authors"], made["a"] = [], {"cells": []}
    assert text_of(made) == v4.writes(made)


def test_what_is_remembered_is_little():
    """A class with large outputs, each another: is only what is small kept?"""
    notebook_text._known_cell.cache_clear()
    for number in range(20):
        output = v4.new_output("stream", name="stdout", text=f"{number}\n" * 5_000)
        made = notebook([v4.new_code_cell(f"x = {number}", id="small"), v4.new_code_cell("", id="a", outputs=[output])])
        text = text_of(made)
    assert text == v4.writes(made)
    assert notebook_text._known_cell.cache_info().currsize == 20
    assert notebook_text._known_cell.cache_info().maxsize <= 500


@pytest.mark.parametrize("broken", [{"outputs": [{"output_type": "stream"}]}, {"source": 3}, {"cell_type": "page"}])
def test_what_is_no_notebook_is_refused(broken):
    """Also where all else has been written before."""
    cells = [CELLS[0], nbformat.from_dict({**v4.new_code_cell("x", id="odd"), **broken})]
    with pytest.raises(nbformat.ValidationError):
        text_of(notebook(cells))


def test_neither_is_one_whose_own_metadata_are_broken():
    made = notebook(CELLS)
    made.metadata["kernelspec"] = {"name": 5}
    with pytest.raises(nbformat.ValidationError):
        text_of(made)


def test_writing_changes_nothing():
    made = notebook(CELLS)
    before = v4.writes(made)
    text_of(made)
    assert v4.writes(made) == before
    assert made.cells[2].source == "x = []\n"
