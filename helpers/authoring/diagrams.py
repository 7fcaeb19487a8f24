"""Mermaid sources in `diagrams/` → the SVG beside each, drawn by mermaid-cli with the system's own browser.

The SVG is committed and carries a hash of its source, so that neither building lessons nor checking them needs npm.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .problem import Problem

PACKAGES = ("@mermaid-js/mermaid-cli@11.12.0", "mermaid@11.12.0", "puppeteer@23.11.1")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LOOK = {  # labels as plain SVG text: HTML inside an SVG stays empty in an <img>
    "theme": "base",
    "themeVariables": {"fontFamily": "Helvetica, Arial, sans-serif", "fontSize": "16px", "lineColor": "#5b6472"},
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False, "useMaxWidth": False, "wrappingWidth": 320, "padding": 22},
    "deterministicIds": True,
}
BACKGROUND = "#ffffff"  # opaque: the same on light and dark pages


class DiagramError(RuntimeError):
    """A tool that draws is missing or failed; the message says which, and how."""


def render(root: Path) -> list[Path]:
    """Draw every diagram and return the SVGs; the first time, npm installs mermaid-cli into build/mermaid.

    Raises DiagramError where npm or a browser is missing, and where mermaid refuses a source, with its words.
    """
    root = Path(root)
    command = [installed(root / "build" / "mermaid"), "--quiet", "--backgroundColor", BACKGROUND]
    with tempfile.TemporaryDirectory() as folder:
        command += ["--configFile", written(folder, "look.json", LOOK)]
        command += ["--puppeteerConfigFile", written(folder, "browser.json", browser())]
        return [draw(source, command, Path(folder) / f"{source.stem}.svg") for source in sources(root)]


def draw(source: Path, command: list[str], out: Path) -> Path:
    """Draw one source; its SVG changes only once the drawing is done."""
    run(f"drawing {source.name}", [*command, "--input", str(source), "--output", str(out), "--svgId", source.stem])
    drawn = source.with_suffix(".svg")
    new = drawn.with_name(f".{drawn.name}.new")
    new.write_text(f"{out.read_text('utf-8')}\n{stamp(source)}\n", encoding="utf-8")
    return new.replace(drawn)


def installed(folder: Path) -> str:
    """The mermaid command line, installed by npm where it is not yet; without a browser of its own."""
    command, marker = folder / "node_modules" / ".bin" / "mmdc", folder / "installed.txt"
    if not marker.is_file() or marker.read_text() != "\n".join(PACKAGES):
        folder.mkdir(parents=True, exist_ok=True)
        install = [tool("npm"), "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--save-exact"]
        run("installing mermaid", [*install, *PACKAGES])
        marker.write_text("\n".join(PACKAGES))
    return str(command)


def browser() -> dict:
    """How puppeteer finds the browser, which root can run only without its sandbox."""
    as_root = os.name == "posix" and os.geteuid() == 0
    return {"executablePath": tool(*BROWSERS), "args": ["--no-sandbox"] if as_root else []}


def tool(*names: str) -> str:
    """The first of these programs that is installed. Raises DiagramError if none is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise DiagramError(f"drawing diagrams needs {' or '.join(names)}, and none is installed")
    return found


def run(doing: str, command: list[str]) -> None:
    """Run a command; where it fails, raise what it said, without the stack of its JavaScript."""
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"})
    if done.returncode:
        said, _, _ = (done.stderr.strip() or done.stdout.strip()).partition("\n    at ")
        raise DiagramError(f"{doing} failed: {said}")


def written(folder: str, name: str, content: dict) -> str:
    """The path of a JSON file just written."""
    path = Path(folder) / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def sources(root: Path) -> list[Path]:
    """The diagrams' texts, in the order of their names."""
    return sorted(Path(root).glob("diagrams/*.mmd"))


def stamp(source: Path) -> str:
    """The comment that ties an SVG to its source, and to the look and the versions it was drawn with."""
    text = source.read_text(encoding="utf-8") + json.dumps([LOOK, BACKGROUND, PACKAGES], sort_keys=True)
    return f"<!-- drawn from sha256 {hashlib.sha256(text.encode()).hexdigest()} -->"


def stale(root: Path) -> Iterator[Problem]:
    """Each diagram whose SVG is missing, or was drawn from another source."""
    for source in sources(root):
        drawn = source.with_suffix(".svg")
        if not drawn.is_file() or stamp(source) not in drawn.read_text(encoding="utf-8"):
            mend = "run `course diagrams` and commit the SVG"
            yield Problem(str(source.relative_to(root)), f"{drawn.name} was not drawn from it", mend)
