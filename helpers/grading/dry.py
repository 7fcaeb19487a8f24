"""`course grade --dry`: run the reference in nbgrader's own way and in ours, and compare, before anybody hands in."""

import copy
import logging
from collections.abc import Callable

from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

from .autotests import AutotestError
from .course import Course
from .grader import Grader, NoSandboxError, Submission
from .points import earned
from .skeleton import Skeleton


def compare(course: Course, lesson: str, say: Callable, unsafe: bool = False) -> int:
    """Print a line a check; 0 where both give the reference every point."""
    different = 0
    for path in sorted((course.folder / "source" / lesson).glob("*.ipynb")):
        try:
            with course.api.gradebook as book:
                skeleton = Skeleton.released(path, book, lesson, course.config)
        except AutotestError as error:
            say(f"[red]Nothing was run:[/] {error}")
            return 1
        try:
            ours = marks_of_ours(skeleton, unsafe)
        except NoSandboxError as error:
            say(f"[red]Nothing was run:[/] {error}")
            return 1
        theirs = marks_of_stock(skeleton, course)
        for cell in skeleton.checks:
            mark, why = ours[cell.name]
            same = mark == theirs[cell.name] == cell.points
            different += not same
            words = (
                "" if same else f": nbgrader gives {theirs[cell.name]:g}, confined {mark:g} of {cell.points:g}. {why}"
            )
            say(f"{'[green]✓' if same else '[red]✗'}[/] {path.stem} {cell.name}{words}")
    say("The reference gets every point both ways." if not different else f"[red]{different} checks differ.")
    return 1 if different else 0


def marks_of_ours(skeleton: Skeleton, unsafe: bool = False) -> dict[str, tuple[float, str]]:
    """The reference's points in confined processes, and what was said where a check could not cross."""
    with Grader(skeleton.modules(), unsafe=unsafe) as grader:
        result = grader.mark(skeleton, Submission(answers=skeleton.solution), {})
    if "refused" in result:
        return {cell.name: (0.0, result["refused"]) for cell in skeleton.checks}
    why = {name: f"A check that cannot cross: {fault}" for name, fault in result["faults"].items()}
    return {
        cell.name: (earned(result["outputs"][cell.id], cell.points), why.get(cell.name, "")) for cell in skeleton.checks
    }


def marks_of_stock(skeleton: Skeleton, course: Course) -> dict[str, float]:
    """The reference's points as nbgrader itself runs and counts it."""
    notebook = copy.deepcopy(skeleton.notebook)
    execute = Execute(config=course.config)
    execute.log.setLevel(logging.ERROR)
    done, _ = execute.preprocess(notebook, {})
    checks = {cell.name for cell in skeleton.checks}
    graded = [cell for cell in done.cells if cell.metadata.get("nbgrader", {}).get("grade_id") in checks]
    return {cell.metadata.nbgrader.grade_id: determine_grade(cell)[0] for cell in graded}
