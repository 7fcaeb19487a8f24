"""What a student gets back: everything but the hidden tests, and of what came of them only what may be read."""

import re

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

HIDDEN = re.compile(r"^[^\n]*### BEGIN HIDDEN TESTS.*?(### END HIDDEN TESTS[^\n]*|\Z)", re.MULTILINE | re.DOTALL)
IN_THEIR_PLACE = "# (hidden checks ran here)"
NOTES = "**What was repaired or noticed while this was marked**\n\n{notes}"


class TakeOutHiddenTests(NbGraderPreprocessor):
    """Replace hidden tests by a line that says they ran, and every output by the one that was made for the student.

    The outputs in autograded/ come from processes that saw hidden inputs: they are the teacher's.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Called by nbconvert for the notebook."""
        course = nb.metadata.pop("course", {})
        for cell in nb.cells:
            visible = course.get("visible", {}).get(cell.get("id"), HIDDEN.sub("", cell.source))
            if visible != cell.source:
                cell.source = f"{visible.rstrip()}\n{IN_THEIR_PLACE}"
            if cell.cell_type == "code":
                outputs = course.get("feedback", {}).get(cell.get("id"), [])
                cell.outputs = [nbformat.from_dict(output) for output in outputs]
        if course.get("notes"):
            notes = "\n".join(f"- {escaped(note)}" for note in course["notes"])
            nb.cells.insert(0, nbformat.v4.new_markdown_cell(NOTES.format(notes=notes), id="notes"))
        return nb, resources


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", " ".join(text.split()))
