"""Course folders to build in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .sample import LESSON


@pytest.fixture
def course(tmp_path) -> Callable[[str], Path]:
    """Write a lesson text into a fresh course folder; returns its path."""

    def write(text: str = LESSON, name: str = "01_small") -> Path:
        path = tmp_path / "notebooks" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
