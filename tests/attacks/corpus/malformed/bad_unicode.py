# how: bytes that are no text, and lone surrogates
# ran: processed
import json

from tests.attacks.forms import cell


def hand_in(notebook, folder):
    cell(notebook, "shift")["source"] += "\n# \ud800 \udfff"
    (folder / "@LESSON@.ipynb").write_bytes(json.dumps(notebook).encode().replace(b"alphabet", b"\xff\xfe\xc3"))
