"""What lies in a student's folder: nothing of it is followed, copied or believed; its bytes and its date are read."""

import os
import stat
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from .grader import LARGEST

LONGEST_TIMESTAMP = 200  # bytes


def find_notebook(path: Path) -> tuple[Path, list[str]]:
    """The submitted file: by its name, or the only notebook there, or the one whose name is most like it."""
    if path.is_symlink() or path.exists():
        return path, []
    others = sorted(other for other in path.parent.glob("*.ipynb") if other.is_file() and not other.is_symlink())
    named = [other for other in others if path.stem in other.stem] or others
    if not named:
        return path, []
    newest = max(named, key=lambda other: other.lstat().st_mtime)
    return newest, [f"The file was called {newest.name!r}; it was marked as {path.name}."]


def read_timestamp(path: Path) -> datetime | None:
    """When it was handed in, or None where nothing readable says so."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            return parse_utc(file.read(LONGEST_TIMESTAMP).decode().strip())
    except Exception:  # whatever a student can make a date's parser raise
        return None


def read_submission(path: Path) -> bytes:
    """A submitted file's bytes. Raises ValueError for a link, a folder, a pipe, and what is larger than LARGEST."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise ValueError("it is a link, not a file" if path.is_symlink() else (error.strerror or str(error))) from None
    with os.fdopen(fd, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise ValueError("it is no ordinary file")
        if about.st_nlink > 1:  # of another student's file, say
            raise ValueError("it is a hard link, one of several names of a file: copy it")
        if about.st_size > LARGEST:
            raise ValueError(f"the file is larger than {LARGEST >> 20} MB. Clear its outputs and hand it in again")
        return file.read(LARGEST + 1)
