"""What a course remembers of its marking: its secret, the versions of its lessons, and an entry for every mark.

All of it lies in .course/ of the course's folder, readable by its owner only. An entry holds the texts that were
marked, so that a mark can be recomputed from it exactly.
"""

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat

from .skeleton import Skeleton

FOLDER = ".course"


class Record:
    """The folder .course/ of a course."""

    def __init__(self, course: Path):
        self.folder = Path(course) / FOLDER
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.folder.chmod(0o700)

    @property
    def secret(self) -> bytes:
        """The course's own secret, made when it is first asked for."""
        path = self.folder / "secret"
        if not path.exists():
            write(path, secrets.token_bytes(32))
        return path.read_bytes()

    def seeds(self, skeleton: Skeleton, lesson: str, student: str) -> dict[str, str]:
        """The seed of every check's inputs: another one for each student, and not to be guessed."""
        secret, whose = self.secret, f"{lesson}/{student}"
        return {
            cell.name: hmac.new(secret, f"{whose}/{cell.name}".encode(), hashlib.sha256).hexdigest()[:32]
            for cell in skeleton.checks
        }

    def keep_version(self, lesson: str, notebook: str, skeleton: Skeleton) -> Path:
        """Keep this version of a notebook: work that was handed out with it is marked against it."""
        path = self.folder / "lessons" / lesson / notebook / f"{skeleton.version}.ipynb"
        if not path.exists():
            write(path, nbformat.writes(skeleton.notebook).encode())
        return path

    def versions(self, lesson: str, notebook: str) -> list[Path]:
        """The kept versions of a notebook, the newest first."""
        paths = (self.folder / "lessons" / lesson / notebook).glob("*.ipynb")
        return sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True)

    def add(self, entry: dict, again: bool = False) -> Path:
        """Keep what there is to say about one marking; entries are never changed or removed.

        One that says the same as the last is not kept, unless it was asked for `again`: the last was written by a run
        that was ended before the submission counted as marked.
        """
        lesson, student = entry["lesson"], entry["student"]
        folder = self.folder / "marks" / safe(lesson) / safe(student)
        last = max(folder.glob("*.json"), key=lambda path: int(path.stem), default=None)
        text = json.dumps(entry, indent=1, sort_keys=True)
        if last and not again and {**json.loads(last.read_text()), "when": ""} == {**json.loads(text), "when": ""}:
            return last
        path = folder / f"{int(last.stem) + 1 if last else 1:04}.json"
        write(path, text.encode())
        return path

    def entries(self, lesson: str, student: str = "*") -> Iterator[dict]:
        """The entries of a lesson, the oldest first."""
        pattern = student if student == "*" else safe(student)
        for path in sorted((self.folder / "marks" / safe(lesson)).glob(f"{pattern}/*.json")):
            yield json.loads(path.read_text(encoding="utf-8"))


def entry(about: dict, submission: bytes, skeleton: Skeleton, result: dict, seeds: dict) -> dict[str, Any]:
    """What is kept of one marking. about: nbgrader's names for the assignment, the student and the notebook."""
    return {
        "lesson": about["assignment"],
        "student": about["student"],
        "notebook": about["notebook"],
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "grader": {"helpers": grader_version(), **packages()},
        "notebook_sha256": hashlib.sha256(submission).hexdigest(),
        "lesson_version": skeleton.version,
        "seeds": seeds,
        "notes": result.get("notes", []),
        "refused": result.get("refused", ""),
        "faults": result.get("faults", {}),
        "texts": result.get("cells", []),
        "marks": result.get("marks", {}),
    }


@cache
def packages() -> dict[str, str]:
    """The versions of what marks depend on besides."""
    return {name: version(name) for name in ("nbgrader", "torch", "numpy", "ipython")}


@cache
def grader_version() -> str:
    """A name for exactly this code of the grader and the checks."""
    room = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*(room / "grading").rglob("*.py"), *(room / "checks").rglob("*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def safe(name: str) -> str:
    """A name as that of a file: whatever a student is called."""
    plain = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name).strip(".")
    return plain if plain == name else f"{plain[:80]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, for its owner only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)
