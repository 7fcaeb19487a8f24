"""The one writer: a submission's folder whole or not at all (its marks in one transaction: see book).

Killed at any moment and run again, it ends as if nothing had happened: a submission counts as marked once its folder is
in its place, which comes last, and marking it again gives the same marks.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

BUSY = "somebody else is grading this course at the moment; waiting until that is done"


@contextmanager
def only_writer(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Write while no other process does; wait for one that does, and tell so. folder: where the lock is kept."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell(BUSY)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def whole_folder(place: Path, trash: Path) -> Iterator[Path]:
    """A new folder that takes its place at the end of the block, instead of what was there; or none does.

    trash: a folder on the same disk, for what is unfinished and what is replaced; it is empty afterwards.
    """
    trash.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=trash))
    new.chmod(0o755)
    try:
        yield new
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.is_symlink() or place.exists():
            place.rename(Path(tempfile.mkdtemp(dir=trash)) / "old")
        new.rename(place)
    finally:
        empty(trash)


def empty(trash: Path) -> None:
    """Remove what is left of earlier work, also of work that was killed."""
    for path in trash.iterdir():
        shutil.rmtree(path, ignore_errors=True)
