"""Each file here is about one executed lesson, which it names LESSON."""

import nbformat
import pytest


@pytest.fixture(scope="module")
def outputs(root, request):
    """The text that each code cell of the executed lesson shows, by cell id."""
    notebook = nbformat.read(root / "notebooks" / f"{request.module.LESSON}.ipynb", as_version=4)
    return {
        cell.id: "".join(out.get("text", "") or out.get("data", {}).get("text/plain", "") for out in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
