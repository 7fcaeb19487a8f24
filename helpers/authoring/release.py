"""The student's copy, made from the instructor's by nbgrader's own preprocessors, in nbgrader's own order."""

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import IncludeHeaderFooter, InstantiateTests, SaveCells
from traitlets.config import Config

CODE_STUB = "raise NotImplementedError()  # write your answer here, in place of this line"
TEXT_STUB = "*Write your answer here, in place of this line.*"
NOT_HERE = {IncludeHeaderFooter, InstantiateTests, SaveCells}  # files and a database that only a course folder has


def nbgrader_config() -> Config:
    """What nbgrader must be told so that `nbgrader generate_assignment` makes the same student's copy."""
    return Config(ClearSolutions={"code_stub": {"python": CODE_STUB}, "text_stub": TEXT_STUB})


def student_copy(notebook: NotebookNode) -> str:
    """The text of the student's notebook: no solution, no hidden test, no output, checks locked."""
    config = nbgrader_config()
    config.Exporter.default_preprocessors = []
    exporter = NotebookExporter(config=config)
    for preprocessor in GenerateAssignment().preprocessors:
        if preprocessor not in NOT_HERE:
            exporter.register_preprocessor(preprocessor, enabled=True)
    text, _ = exporter.from_notebook_node(nbformat.from_dict(notebook))
    return text
