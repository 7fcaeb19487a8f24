"""A check's points by nbgrader's own rule."""

from nbformat import from_dict
from nbgrader.utils import determine_grade


def earned(outputs: list[dict], points: float) -> float:
    """What nbgrader gives for a check that is worth `points` and left these outputs."""
    about = {"grade": True, "solution": False, "points": points}
    cell = from_dict({"cell_type": "code", "metadata": {"nbgrader": about}, "outputs": outputs})
    return determine_grade(cell)[0]
