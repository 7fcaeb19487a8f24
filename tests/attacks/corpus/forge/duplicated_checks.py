# how: every check stands there twice, the second one empty
# ran: processed
import copy

from tests.attacks.forms import save


def hand_in(notebook, folder):
    cells = []
    for cell in notebook["cells"]:
        cells.append(cell)
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cells.append(copy.deepcopy(cell) | {"source": "3.0", "id": cell["id"] + "-x"})
    save(notebook | {"cells": cells}, folder)
