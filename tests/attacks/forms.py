"""The forms in which a submission is written; the corpus uses them too."""

import copy
import json
from pathlib import Path

from .lesson import LESSON


def cell(notebook: dict, grade_id: str) -> dict:
    """The cell of that grade_id."""
    return next(each for each in notebook["cells"] if each["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def prediction(notebook: dict) -> dict:
    """The cell that students change and that is no exercise; it stands after the checks of `shift`."""
    return next(each for each in notebook["cells"] if each.get("id") == "predict-letters")


def code(text: str, name: str = "mine", **metadata) -> dict:
    """A student's own code cell."""
    about = {"cell_type": "code", "execution_count": None, "id": name, "metadata": metadata, "outputs": []}
    return about | {"source": text}


def answer(notebook: dict, texts: dict[str, str]) -> dict:
    """A copy of the notebook with these exercises' texts."""
    notebook = copy.deepcopy(notebook)
    for grade_id, text in texts.items():
        cell(notebook, grade_id)["source"] = text
    return notebook


def save(notebook: dict, folder: Path, name: str = f"{LESSON}.ipynb") -> Path:
    """Write the notebook into the folder of the submission."""
    path = folder / name
    path.write_text(json.dumps(notebook))
    return path
