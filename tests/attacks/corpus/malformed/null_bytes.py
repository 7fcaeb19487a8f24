# how: null bytes in a cell and after the end
# ran: processed
import json

from tests.attacks.forms import cell


def hand_in(notebook, folder):
    cell(notebook, "shift")["source"] += "\n# \x00\x00"
    (folder / "@LESSON@.ipynb").write_bytes(json.dumps(notebook).encode() + b"\x00" * 100)
