"""The one writer: a submission's marks in one transaction, its folder whole or not at all.

Killed at any moment and run again, it ends as if nothing had happened: a submission counts as marked once its folder is
in its place, which comes last, and marking it again gives the same marks.
"""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from nbgrader.api import Gradebook
from nbgrader.preprocessors import latesubmissions, saveautogrades

BUSY = "somebody else is grading this course at the moment; waiting until that is done"
ROOMS = (latesubmissions, saveautogrades)  # of nbgrader: they open the gradebook by its address


class Lent:
    """An open gradebook, for those who close the one they have opened."""

    def __init__(self, book: Gradebook):
        self._book = book

    def __enter__(self) -> "Lent":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __getattr__(self, name: str) -> object:
        return getattr(self._book, name)


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
def one_transaction(book: Gradebook) -> Iterator[None]:
    """All that nbgrader writes inside counts at the end, or none of it: it would commit after every cell."""
    commit, book.db.commit = book.db.commit, book.db.flush
    try:
        with ExitStack() as rooms:
            for room in ROOMS:
                rooms.enter_context(patch.object(room, "Gradebook", lambda *_: Lent(book)))
            yield
        commit()
    except BaseException:
        book.db.rollback()
        raise
    finally:
        book.db.commit = commit


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
