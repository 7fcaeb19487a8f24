# how: fifty thousand cells
# ran: processed
from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    notebook["cells"] += [code("", f"c{number}") for number in range(50000)]
    save(notebook, folder)
