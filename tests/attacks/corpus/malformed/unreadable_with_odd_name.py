# how: only a notebook that is too large, and whose name is markup and no text: the reason quotes it
# ran: processed
import os

from tests.attacks.forms import save


def hand_in(notebook, folder):
    path = save(notebook, folder, "x.ipynb")
    os.truncate(path, 100 << 20)
    os.rename(path, os.fsencode(folder) + b"/\xff\xfe[link=x]\x1b]0;@MARK@\x07[red].ipynb")
