"""`course check`: a lone learner's verdict on their own notebook, hidden checks included, without a gradebook."""

from collections.abc import Callable
from pathlib import Path

from rich.markup import escape

from .grader import Grader, NoSandboxError, Submission
from .points import earned
from .skeleton import Skeleton
from .submitted import read_submission

OWN_SEED = "a-learner-of-their-own"  # not the seed of what one sees while learning


def check(root: Path, notebook: Path, say: Callable, unsafe: bool = False) -> int:
    """Mark `notebook` against the lesson of its name; print a line a check. 0 where every point is earned."""
    lesson = lesson_of(root, notebook)
    if lesson is None:
        name = escape(notebook.name)
        say(f"[red]{name} is no lesson of this course.[/] Name the file as it was released, or start from it.")
        return 2
    skeleton = Skeleton.read(lesson)
    say(f"Checking {escape(notebook.name)} against {lesson.stem} …")
    try:
        with Grader(skeleton.modules(), unsafe=unsafe) as grader:
            grader.warm(skeleton)
            result = grader.mark(
                skeleton, Submission(read_submission(notebook)), dict.fromkeys(names(skeleton), OWN_SEED)
            )
    except (NoSandboxError, ValueError) as error:
        say(f"[red]Nothing was checked:[/] {error}\nIt is your own code: `course check --unsafe` runs it as you.")
        return 2
    if "refused" in result:
        say(f"[red]Nothing was checked, since {escape(result['refused'])}.")
        return 2
    return tell(skeleton, result, say)


def tell(skeleton: Skeleton, result: dict, say: Callable) -> int:
    """A line a check, what it said where it gave less than all, and the sum."""
    total = possible = failed = 0
    for cell in skeleton.checks:
        points = earned(result["outputs"][cell.id], cell.points)
        total, possible = total + points, possible + cell.points
        passed = not any(output["output_type"] == "error" for output in result["outputs"][cell.id])
        failed += not (passed and points == cell.points)
        mark = "[green]✓[/]" if passed and points == cell.points else "[red]✗[/]"
        say(f"{mark} {cell.name}: {points:g} of {cell.points:g}")
        if not passed or points < cell.points:
            say("\n".join(f"    {line}" for line in words_of(result["feedback"][cell.id])), markup=False)
    for note in result["notes"]:
        say(f"Note: {note}", markup=False)
    say(f"{total:g} of {possible:g} points.")
    return 1 if failed else 0


def words_of(outputs: list[dict]) -> list[str]:
    """What outputs say, line by line."""
    found = [output.get("text") or "\n".join(output.get("traceback", [])) for output in outputs]
    return [line for text in found for line in text.splitlines()]


def names(skeleton: Skeleton) -> list[str]:
    """The names of the checks."""
    return [cell.name for cell in skeleton.checks]


def lesson_of(root: Path, notebook: Path) -> Path | None:
    """The instructor's copy of the lesson that a file is an answer to, by its name."""
    lessons = sorted((root / "source").glob("*/*.ipynb"))
    return next((path for path in lessons if notebook.stem.startswith(path.stem)), None)
