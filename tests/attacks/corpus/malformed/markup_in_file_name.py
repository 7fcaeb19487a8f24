# how: only a notebook whose name is markup, with letters that no terminal can print
# ran: processed
import os

from tests.attacks.forms import save


def hand_in(notebook, folder):
    path = save(notebook, folder, "[red][link=x].ipynb")
    os.rename(path, os.fsencode(folder) + b"/\xff\x1b]0;x\x07[red].ipynb")
