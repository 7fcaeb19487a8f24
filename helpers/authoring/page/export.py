"""An executed notebook → one HTML page: nbconvert writes the cells, the steps here see to what it would fetch."""

import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from ..lesson import lessons
from ..outputs import VIEW
from ..pictures import inline_pictures, missing_pictures
from ..products import places
from .figures import PLOTLY, figure, library
from .formulas import formula
from .look import framed

FIRST = "to-play-with"  # where the page begins: the id of the figure that was lifted there
LOADS = "img[src], script[src], iframe[src], source[src], video[src], audio[src], embed[src], object[data], link[href]"


class PageError(RuntimeError):
    """A page that would not stand on its own, or has no notebook; the message says what to do."""


def write_pages(root: Path, names: list[str]) -> list[Path]:
    """Write the page of each lesson that the names begin (all if there is none) to build/page, and return their paths.

    Raises PageError where there is no such lesson, no executed notebook, or something that a page cannot hold.
    """
    chosen = [path.stem for path in lessons(root) if not names or path.stem.startswith(tuple(names))]
    if not chosen:
        raise PageError(f"no lesson begins with {', '.join(names)}")
    return [write_page(root, name) for name in chosen]


def write_page(root: Path, name: str) -> Path:
    """Write the page of one lesson."""
    notebook, page = places(root, name).executed, Path(root) / "build" / "page" / f"{name}.html"
    if not notebook.is_file():
        raise PageError(f"{notebook.relative_to(root)} is not there yet: course build {name[:2]}")
    text = as_page(nbformat.read(notebook, as_version=4), notebook.parent)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return page


def as_page(notebook: NotebookNode, folder: Path) -> str:
    """A notebook as the text of a page; folder: where relative links to pictures start."""
    notebook = deepcopy(notebook)
    drawn = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = with_pictures(cell.source, folder)
        for output in cell.get("outputs", []):
            drawn |= PLOTLY in output.get("data", {})
    lift(notebook)
    for cell in notebook.cells:
        cell.outputs = [as_html(output) for output in cell.get("outputs", [])]
    body, _ = Exporter().from_notebook_node(notebook)
    page = framed(body, title(notebook), library() if drawn else "")
    if loads := list(loaded(body)):
        raise PageError(f"the page would load {', '.join(loads)}: put it into the notebook as a data URI")
    return page


class Exporter(HTMLExporter):
    """nbconvert's, with its smallest template (the frame is ours), and formulas drawn here."""

    def __init__(self):
        super().__init__(template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True)

    @pass_context
    def markdown2html(self, context, source):
        """Markdown as nbconvert turns it into HTML, apart from formulas."""
        attachments = context.get("cell", {}).get("attachments", {})
        return MarkdownWithMath(renderer=Renderer(escape=False, attachments=attachments)).render(source)


class Renderer(IPythonRenderer):
    """Draws formulas."""

    def inline_math(self, body: str) -> str:
        """A formula within a line, as MathML."""
        return formula(body)

    def block_math(self, body: str) -> str:
        """A formula of its own, as MathML."""
        return formula(body, block=True)


def with_pictures(text: str, folder: Path) -> str:
    """Markdown with the files it links to as pictures inside. Raises PageError where one is not there."""
    for _, target in missing_pictures(text, folder):
        raise PageError(f"the picture {target} is not there")
    return inline_pictures(text, folder)


def as_html(output: NotebookNode) -> NotebookNode:
    """An output that nbconvert can show: figures as ours, and instead of a widget, which needs a kernel, its still."""
    data = output.get("data", {})
    if PLOTLY in data:
        return new_output("display_data", {"text/html": figure(output)})
    data.pop(VIEW, None)
    return output


def lift(notebook: NotebookNode) -> None:
    """Begin with the first figure that plays, under a heading of its own, and leave a link where it stood."""
    for cell in notebook.cells:
        playing = [output for output in cell.get("outputs", []) if plays(output.get("data", {}).get(PLOTLY, {}))]
        if not playing:
            continue
        words = playing[0].data.get("text/plain", "A figure to play with").partition(":")[0]
        heading = new_markdown_cell(f'<h1 id="{FIRST}">{words}</h1>', id=f"{FIRST}-heading")
        hidden = {"transient": {"remove_source": True}}
        stage = new_code_cell(outputs=cell.outputs, metadata=hidden, id=f"{FIRST}-figure")
        link = f'<p>It stands <a href="#{FIRST}">at the top of this page</a>.</p>'
        cell.outputs = [new_output("display_data", {"text/html": link})]
        notebook.cells[:0] = [heading, stage]
        return


def plays(bundle: dict) -> bool:
    """Is there something to play with in a figure, without a kernel?"""
    return bool(bundle.get("frames") or bundle.get("layout", {}).get("sliders"))


def title(notebook: NotebookNode) -> str:
    """The lesson's own heading."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = next(filter(None, (re.search(r"^# (.+)$", text, re.MULTILINE) for text in texts)), None)
    return found[1] if found else "A lesson"


def loaded(body: str) -> Iterator[str]:
    """What a browser would fetch for this HTML."""
    for tag in BeautifulSoup(body, "html.parser").select(LOADS):
        address = tag.get("src") or tag.get("href") or tag.get("data") or ""
        if not address.startswith(("data:", "#")):
            yield f"<{tag.name}> {address[:80]}"
