"""The learner's own copies: what they have written is never overwritten."""

import shutil
from pathlib import Path


def copy_to_work(root: Path) -> list[Path]:
    """Copy each released notebook that is not in work/ yet; return the new ones."""
    new = []
    for released in sorted(root.glob("release/*/*.ipynb")):
        copy = root / "work" / released.name
        if not copy.exists():
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(released, copy)
            new.append(copy)
    return new
