"""Pictures that a lesson links to travel inside the notebook, so that a copied notebook still shows them."""

import base64
import html
import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

LINK = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<target>[^)\s]+)\)")


def missing_pictures(text: str, folder: Path) -> Iterator[tuple[int, str]]:
    """The row and the target of each linked picture that is not there, seen from `folder`."""
    for row, line in enumerate(text.split("\n")):
        for link in LINK.finditer(line):
            if is_file(link["target"]) and not (folder / link["target"]).is_file():
                yield row, link["target"]


def inline_pictures(text: str, folder: Path) -> str:
    """Replace each `![alt](picture.svg)` by an `<img>` that holds the file as a data URI.

    A relative link breaks where only the notebook is copied (Colab), and JupyterLab shows no attached SVG.
    """
    return LINK.sub(lambda link: image_tag(link, folder) if is_file(link["target"]) else link[0], text)


def image_tag(link: re.Match, folder: Path) -> str:
    """The HTML of a linked picture, its file in it. Raises OSError if the file cannot be read."""
    kind, _ = mimetypes.guess_type(link["target"])
    data = base64.b64encode((folder / link["target"]).read_bytes()).decode()
    return f'<img alt="{html.escape(link["alt"])}" src="data:{kind};base64,{data}">'


def is_file(target: str) -> bool:
    """Does a link lead to a file, not to an address?"""
    return not re.match(r"[a-z]+:", target)
