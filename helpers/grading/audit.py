"""`course audit`: where every mark came from; and, on request, the same mark made again from what was kept."""

from collections.abc import Callable
from pathlib import Path

from .course import Course
from .grader import Grader, Submission
from .points import earned
from .record import Record, safe
from .skeleton import Skeleton


def audit(folder: Path, lesson: str, student: str, recompute: bool, say: Callable) -> int:
    """A line for each marking, the oldest first; 1 where there is none, or where recomputing gives another mark."""
    record, course = Record(folder), Course(folder)
    entries = [found for found in record.entries(lesson) if Path(safe(found["student"])).match(student)]
    changes = recomputed(record, course, entries) if recompute else {}
    for number, found in enumerate(entries):
        total = sum(mark or 0 for mark in found["marks"].values())
        what = f"refused, since {found['refused']}" if found["refused"] else f"{total:g} points"
        say(
            f"{found['when']} {found['student']}: {what} · notebook {found['notebook_sha256'][:12]} · "
            f"lesson {found['lesson_version']} · grader {found['grader']['helpers']} · "
            f"{len(found['notes'])} notes{' · for you to look at' if found['faults'] else ''}",
            markup=False,
        )
        if number in changes:
            say(f"    again: {', '.join(changes[number]) or 'the same'}", markup=False)
    different = sum(map(bool, changes.values()))
    say(f"{len(entries)} markings of {lesson}" + (f", {different} came out differently." if recompute else "."))
    return 1 if different or not entries else 0


def recomputed(record: Record, course: Course, entries: list[dict]) -> dict[int, list[str]]:
    """Mark the kept texts again with the kept seeds and the kept versions of the lesson; what is not the same, each."""
    marked = {number: found for number, found in enumerate(entries) if not found["refused"]}
    skeletons = {
        found["lesson_version"]: Skeleton.read(kept(record, found), course.config) for found in marked.values()
    }
    with Grader(sorted({module for skeleton in skeletons.values() for module in skeleton.modules()})) as grader:
        return {
            number: differences(grader, skeletons[found["lesson_version"]], found) for number, found in marked.items()
        }


def kept(record: Record, found: dict) -> Path:
    """The version of the lesson that an entry was marked against."""
    return record.folder / "lessons" / found["lesson"] / found["notebook"] / f"{found['lesson_version']}.ipynb"


def differences(grader: Grader, skeleton: Skeleton, found: dict) -> list[str]:
    """What an entry's marks become, where they are not what they were."""
    grader.warm(skeleton)
    result = grader.mark(skeleton, Submission(texts=found["texts"]), found["seeds"], explain=False)
    if "refused" in result:
        return [result["refused"]]
    marks = {cell.name: earned(result["outputs"][cell.id], cell.points) for cell in skeleton.checks}
    before = {name: mark for name, mark in found["marks"].items() if name in marks}
    return [f"{name} {before[name]} → {marks[name]:g}" for name in before if before[name] != marks[name]]
