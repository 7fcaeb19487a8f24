"""An environment with Colab's versions, made once and kept until a pin or the list of packages changes."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

CONSTRAINTS = Path(__file__).with_name("constraints.txt")
TORCH = "torch==2.13.0"
BROUGHT = [  # what Colab has of all that the notebooks and their kernel need
    *("anywidget", "matplotlib", "numpy", "pillow", "plotly", "scikit-learn", "tqdm"),
    *("ipykernel", "ipython", "ipywidgets", "notebook"),
]


def environment(root: Path, fetched: list[str]) -> Path:
    """Python of the environment in build/colab/venv, with the course's helpers as they are now.

    `fetched` is what the lesson's first cell fetches besides the helpers.
    """
    place = root / "build" / "colab" / "venv"
    python, stamp = place / "bin" / "python", place / "pins"
    pins = hashlib.sha256(repr((CONSTRAINTS.read_text(), TORCH, BROUGHT, fetched)).encode()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != pins:
        print("Setting up Colab's versions in build/colab/venv: a few minutes, once …", file=sys.stderr)
        venv.create(place, clear=True, with_pip=True)
        pip(python, "-c", str(CONSTRAINTS), TORCH, *BROUGHT)
        pip(python, "--no-deps", *fetched)
        stamp.write_text(pins)
    install_helpers(root, python)
    return python


def install_helpers(root: Path, python: Path) -> None:
    """Install the helpers as Colab does: built from the project's files, without what they depend on."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-PROSE"):
            shutil.copy(root / name, folder)
        shutil.copytree(root / "helpers", Path(folder) / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
        pip(python, "--no-deps", "--force-reinstall", folder)


def pip(python: Path, *words: str) -> None:
    """Install into the environment of that Python; raises RuntimeError with what pip said."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError(f"pip could not install {' '.join(words)}:\n{done.stdout}")
