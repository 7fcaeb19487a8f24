"""What a student gets back: everything but the hidden tests."""

import re

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS$.*?^### END HIDDEN TESTS$", re.MULTILINE | re.DOTALL)
IN_THEIR_PLACE = "# (hidden checks ran here)"


class TakeOutHiddenTests(NbGraderPreprocessor):
    """Replace the source of hidden tests by a line that says they ran; what failed, and its hint, stays below."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        """Called by nbconvert for each cell."""
        if cell.metadata.get("nbgrader", {}).get("grade") and HIDDEN.search(cell.source):
            cell.source = HIDDEN.sub(IN_THEIR_PLACE, cell.source)
            for output in cell.get("outputs", []):
                shorten(output)
        return cell, resources


def shorten(output: NotebookNode) -> None:
    """An error's name and message without its traceback, which quotes the lines of the check around the call."""
    if output.output_type == "error":
        message = f"{output.ename}: {output.evalue}" if output.ename != "CheckFailed" else output.evalue
        output.traceback = message.splitlines()
