"""Building and checking as a person sees it: what is going on, what went wrong, what to do next."""

from collections.abc import Callable
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from .build import build
from .check import problems
from .lesson import lessons
from .problem import LessonError


def check_all(root: Path, say: Callable) -> int:
    """Print every problem of the lessons and of what was built from them; 0 if there is none, else 1."""
    found = problems(root)
    for problem in found:
        say(str(problem), style="red", markup=False)
    say(f"{len(lessons(root))} lessons checked, {len(found)} problems." + (" Then: course build" if found else ""))
    return 1 if found else 0


def build_all(root: Path, names: list[str], execute: bool, forget: bool, say: Callable) -> int:
    """Build the lessons that the names begin (all if there is none); 0 if all were built, else 1."""
    paths = [path for path in lessons(root) if not names or path.name.startswith(tuple(names))]
    if not paths:
        say(f"No lesson begins with {', '.join(names)}; there are: {', '.join(path.stem for path in lessons(root))}")
        return 1
    failed = [path for path in paths if not build_one(root, path, execute, forget, say)]
    next_step = "" if failed else " Next: course build --check"
    say(f"{len(paths) - len(failed)} of {len(paths)} lessons built.{next_step}")
    return 1 if failed else 0


def build_one(root: Path, path: Path, execute: bool, forget: bool, say: Callable) -> bool:
    """Build a lesson under a progress bar; print where the notebooks are, or what is wrong and where."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task(path.stem)

        def progress(number: int, total: int, cell_id: str, seconds: float) -> None:
            bar.update(task, total=total, completed=number, description=f"{path.stem}: {cell_id}")

        try:
            made = build(path, root, execute=execute, progress=progress, forget=forget)
        except LessonError as error:
            for problem in error.problems:
                say(str(problem), style="red", markup=False)
            return False
    say("\n".join(f"built {place.relative_to(root)}" for place in (made.executed, made.source, made.release)))
    return True
