"""What a student's process says, as text that pages, files and terminals can hold: limited, and of letters only.

A colour change of three characters becomes a tag in a page, and a page's writer copies all that follows it; a lone
surrogate fits into no file; an escape sequence paints over what a terminal shows.
"""

import base64
import binascii
import re
import struct

LONGEST_TEXT, LONGEST_LINE, MOST_LINES = 20_000, 2_000, 40  # characters of a display and of a line, lines of an error
LARGEST_PICTURE, MOST_PIXELS = 2_000_000, 16_000_000  # characters; a page holds four bytes for each pixel
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|[ -/]{0,4}[0-~])")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"  # how the file begins; width and height come next


def readable(text: str, longest: int = LONGEST_TEXT) -> str:
    """The text without escape sequences, every letter that cannot be shown as �, cut where it is too long."""
    # Cut first: what is too long must not be searched.
    text = text[: longest + 1]
    text = UNREADABLE.sub("\ufffd", ESCAPES.sub("", text))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def lines_of(text: str) -> list[str]:
    """The last lines of a traceback."""
    kept = text[-MOST_LINES * LONGEST_LINE :].splitlines()[-MOST_LINES:]
    return [readable(line, LONGEST_LINE) for line in kept]


def name_of(text: str) -> str:
    """A name for an error, as Python allows it."""
    return text if text.isidentifier() and len(text) <= 60 else "Error"


def is_picture(text: str) -> bool:
    """Is it a PNG file in base64, and not too large for a page? Anything else would stand in a page as it is."""
    if len(text) > LARGEST_PICTURE:
        return False
    try:
        file = base64.b64decode("".join(text.split()), validate=True)
        width, height = struct.unpack_from("!II", file, len(PNG))
    except (binascii.Error, ValueError, struct.error):
        return False
    return file.startswith(PNG) and 0 < width * height <= MOST_PIXELS
