"""Diagrams: does each committed SVG belong to its source, and can everybody read it?"""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from helpers.authoring.diagrams import DiagramError, render, sources, stale

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def test_each_committed_svg_was_drawn_from_its_source():
    """Was every diagram drawn again after its source, or the look, was changed? No npm is needed to know."""
    assert sources(ROOT)
    assert list(stale(ROOT)) == []


def test_a_changed_source_is_found(tmp_path):
    """Does one changed word in a source, or a missing SVG, show?"""
    source, drawn = sources(ROOT)[0], tmp_path / "diagrams" / "a.svg"
    drawn.parent.mkdir()
    drawn.with_suffix(".mmd").write_text(source.read_text())
    assert [p.where for p in stale(tmp_path)] == ["diagrams/a.mmd"]
    drawn.write_text(source.with_suffix(".svg").read_text())
    assert list(stale(tmp_path)) == []
    drawn.with_suffix(".mmd").write_text(source.read_text() + "%% a note\n")
    assert "a.svg was not drawn from it" in str(next(stale(tmp_path)))


@pytest.mark.parametrize("source", sources(ROOT), ids=lambda path: path.stem)
def test_a_diagram_speaks_without_html_or_network(source):
    """Has it a title, a description and an opaque ground, and neither HTML labels (empty in an <img>) nor links?"""
    text = source.with_suffix(".svg").read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    assert tree.find(f"{SVG}title").text
    assert tree.find(f"{SVG}desc").text
    assert "background-color: rgb(255, 255, 255)" in tree.get("style")
    assert "foreignObject" not in text
    assert "http" not in text.replace("http://www.w3.org/", "")
    assert len(text) < 30_000


def test_a_missing_tool_is_named(tmp_path, monkeypatch):
    """Without npm, is the author told what to install?"""
    (tmp_path / "diagrams").mkdir()
    (tmp_path / "diagrams" / "a.mmd").write_text("flowchart LR\n  a --> b\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DiagramError, match="needs npm"):
        render(tmp_path)
