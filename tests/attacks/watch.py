"""What can be seen from outside while a batch is graded. Standard library only: it runs inside the container."""

import contextlib
import hashlib
import os
import socket
import stat
import threading
from pathlib import Path

PORT = 48763
ABSTRACT = "\0course-attacks"
SHARED = ["/tmp", "/var/tmp", "/dev/shm", "/run/lock"]


class Ears:
    """Listeners for whatever gets out: TCP and UDP on every address, and an abstract Unix socket."""

    def __init__(self):
        self.heard: list[str] = []
        for family, kind, address in [
            (socket.AF_INET, socket.SOCK_STREAM, ("0.0.0.0", PORT)),
            (socket.AF_INET6, socket.SOCK_STREAM, ("::1", PORT)),
            (socket.AF_INET, socket.SOCK_DGRAM, ("0.0.0.0", PORT)),
            (socket.AF_UNIX, socket.SOCK_STREAM, ABSTRACT),
        ]:
            try:
                self._open(family, kind, address)
            except OSError:
                if family != socket.AF_INET6:  # some machines have none
                    raise

    def _open(self, family, kind, address) -> None:
        ear = socket.socket(family, kind)
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        ear.bind(address)
        if kind == socket.SOCK_STREAM:
            ear.listen(64)
        hear = self._accept if kind == socket.SOCK_STREAM else self._receive
        threading.Thread(target=hear, args=(ear,), daemon=True).start()

    def _accept(self, ear: socket.socket) -> None:
        while True:
            connection, _ = ear.accept()
            threading.Thread(target=self._listen, args=(connection,), daemon=True).start()

    def _listen(self, connection: socket.socket) -> None:
        text, connection = b"", contextlib.closing(connection)
        with connection as open_one, contextlib.suppress(OSError):
            open_one.settimeout(5)
            while len(text) < 1 << 20 and (more := open_one.recv(1 << 16)):
                text += more
        self.heard.append(text.decode(errors="replace"))

    def _receive(self, ear: socket.socket) -> None:
        while True:
            self.heard.append(ear.recv(1 << 16).decode(errors="replace"))


def files(folder: Path):
    """Every path below `folder`, links not followed, folders left out."""
    for here, folders, names in os.walk(folder):
        for name in [*names, *(each for each in folders if os.path.islink(os.path.join(here, each)))]:
            yield Path(here, name)


def fingerprint(path: Path) -> str:
    """What a file is and holds; for regular files their time and rights too."""
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        return f"link to {os.readlink(path)}"
    if not stat.S_ISREG(about.st_mode):
        return f"special {about.st_mode}"
    if about.st_size > 1 << 26:
        return f"large {about.st_size} {about.st_mtime_ns}"
    return f"{hashlib.sha256(path.read_bytes()).hexdigest()} {about.st_mode} {about.st_mtime_ns}"


def snapshot(places: list[str]) -> dict[str, str]:
    """The fingerprint of every file below these places."""
    found = {}
    for place in map(Path, places):
        for path in [place] if place.is_file() else files(place):
            if "__pycache__" not in path.parts:
                with contextlib.suppress(OSError):
                    found[str(path)] = fingerprint(path)
    return found


def marked(places: list[str], marks: str, began: float) -> dict[str, str]:
    """Small new files whose name or text holds a mark of an attack; with their text."""
    found = {}
    for place in places:
        for path in files(Path(place)):
            with contextlib.suppress(OSError):
                about = path.lstat()
                if about.st_ctime < began:
                    continue
                small = stat.S_ISREG(about.st_mode) and about.st_size < 4000
                text = path.read_text(errors="replace") if small else ""
                if marks in path.name or (marks in text and f"LEFT {marks}" in text):
                    found[str(path)] = text
    return found


def survivors(marks: str) -> list[str]:
    """Processes that carry a mark in their name, command line or environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if ") Z" in (folder / "stat").read_text() or int(folder.name) == os.getpid():
                continue
            texts = [(folder / name).read_bytes().decode(errors="replace") for name in ("comm", "cmdline")]
            with contextlib.suppress(OSError):
                texts.append((folder / "environ").read_bytes().decode(errors="replace"))
            text = " ".join(texts)
            if marks in text:
                found.append(text[text.index(marks) :][: len(marks) + 3])
    return found
