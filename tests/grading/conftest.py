"""A warm grader for the tests of this folder, and a way to mark one answer with one check."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.grading.grader import Grader, Submission
from helpers.grading.points import earned
from helpers.grading.skeleton import Skeleton

SETUP = (
    "import math, random\nimport numpy as np\nimport torch\nfrom helpers.checks import credit, expect, gradient, inputs"
)


@pytest.fixture(scope="session")
def grader():
    """One zygote for all tests of a worker."""
    with Grader(["torch", "numpy", "helpers.checks"]) as grader:
        yield grader


def lesson(*cells: tuple) -> Skeleton:
    """A lesson of (grade_id, points or None, source); an empty grade_id is a cell without metadata."""
    nodes = []
    for name, points, source in cells:
        about = {"grade_id": name, "schema_version": 3, "task": False, "grade": points is not None}
        about |= {"solution": "SOLUTION" in source, "locked": "SOLUTION" not in source}
        about |= {} if points is None else {"points": points}
        nodes.append(
            new_code_cell(source, id=name or f"cell-{len(nodes)}", metadata={"nbgrader": about} if name else {})
        )
    return Skeleton(new_notebook(cells=nodes))


def stub(text: str) -> str:
    """A solution cell."""
    return f"### BEGIN SOLUTION\n{text}\n### END SOLUTION"


@pytest.fixture(scope="session")
def ask(grader):
    """ask(answer, check): the result of marking an answer, with `points` (of 1) and `outputs` of its only check."""

    def mark(answer: str, check: str, reference: str | None = None, **how: object) -> dict:
        skeleton = lesson(
            ("setup", None, SETUP),
            ("f", None, stub(reference if reference is not None else answer)),
            ("check-f", 1, check),
        )
        if how.pop("warm", False):
            grader.warm(skeleton)
        result = grader.mark(skeleton, Submission(answers={"f": answer}), {"check-f": "seed"}, **how)
        if "outputs" in result:
            result["points"] = earned(result["outputs"]["check-f"], 1)
        return result

    return mark
