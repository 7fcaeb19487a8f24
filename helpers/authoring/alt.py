"""Pictures that say nothing to those who cannot see them."""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

MARKDOWN = re.compile(r"!\[\s*\]\(")
IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ALT = re.compile(r"""\balt=(?:"[^"]*\w[^"]*"|'[^']*\w[^']*')""", re.IGNORECASE)


def row_without_alt(text: str) -> Iterator[int]:
    """The row of each picture in Markdown or HTML that has no alt text, or an empty one."""
    places = [found.start() for found in MARKDOWN.finditer(text)]
    places += [found.start() for found in IMG.finditer(text) if not ALT.search(found[0])]
    yield from (text[:place].count("\n") for place in sorted(places))


def output_without_alt(output: NotebookNode) -> bool:
    """Does a cell's output show a picture without alt text?

    An HTML output is shown in place of a bare picture in the same bundle. The alt text of the latter stands in the
    output's metadata, where `IPython.display.Image(alt=…)` puts it.
    """
    data, metadata = output.get("data", {}), output.get("metadata", {})
    if "text/html" in data:
        return bool(list(row_without_alt(data["text/html"])))
    pictures = [kind for kind in data if kind.startswith("image/")]
    return any(not (metadata.get("alt") or metadata.get(kind, {}).get("alt")) for kind in pictures)
