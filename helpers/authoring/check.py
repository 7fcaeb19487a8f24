"""Everything that is wrong with the course's lessons and what was built from them; nothing is run."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from .built import faults
from .diagrams import stale
from .drift import drift, lost_grade_ids
from .leaks import leaks
from .lesson import lessons
from .problem import LessonError, Problem
from .reader import read
from .rules import broken_rules


def problems(root: Path) -> list[Problem]:
    """What `course build --check` prints: each problem with its place and its mend, lesson by lesson."""
    found = list(stale(root))
    for path in lessons(root):
        found += lesson_problems(path, root)
    return found + list(orphans(root))


def lesson_problems(path: Path, root: Path) -> list[Problem]:
    """The problems of one lesson; its mistakes alone, where it has any."""
    try:
        lesson = read(path, root)
        return list(chain(*(rule(lesson) for rule in (broken_rules, lost_grade_ids, drift, faults, leaks))))
    except LessonError as error:
        return error.problems


def orphans(root: Path) -> Iterator[Problem]:
    """Built notebooks whose lesson is gone or has another name now."""
    names = {path.stem for path in lessons(root)}
    built = chain(*(Path(root).glob(f"{folder}/*.ipynb") for folder in ("notebooks", "source/*", "release/*")))
    for path in sorted(built):
        if path.stem not in names:
            yield Problem(str(path.relative_to(root)), "no lesson text gives it", "delete it, or bring its lesson back")
