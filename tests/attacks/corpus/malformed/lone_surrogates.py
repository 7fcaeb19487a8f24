# how: lone surrogates only, in a cell that prints them
# ran: processed
import json

from tests.attacks.forms import cell


def hand_in(notebook, folder):
    cell(notebook, "shift")["source"] = 'def shift(text, by):\n    print("\ud800")\n    return "\ud800\udc00\ud800"'
    (folder / "@LESSON@.ipynb").write_text(json.dumps(notebook))
